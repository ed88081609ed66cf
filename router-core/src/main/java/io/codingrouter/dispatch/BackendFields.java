package io.codingrouter.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.codingrouter.dispatch.Compatibility.Profile;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which fields at the top of a request one backend takes. Immutable.
 *
 * @param known all that it takes; empty if it takes what it does not know
 * @param refused what it does not take
 * @param unlessIdle what it takes only with the value that it has anyway
 * @param renamed what it takes under another name
 */
record BackendFields(
    Optional<Set<String>> known,
    Set<String> refused,
    Set<String> unlessIdle,
    Map<String, String> renamed) {
  private static final String MAX_TOKENS = "max_tokens";
  private static final String MAX_COMPLETION_TOKENS = "max_completion_tokens";
  private static final BackendFields ALL =
      new BackendFields(Optional.empty(), Set.of(), Set.of(), Map.of());

  /** Its reference and the 400s of its validator, which refuses any other name. */
  private static final Set<String> GEMINI =
      Set.of(
          "extra_body",
          "function_call",
          "functions",
          MAX_COMPLETION_TOKENS,
          MAX_TOKENS,
          "messages",
          "model",
          "n",
          "reasoning_effort",
          "response_format",
          "stop",
          "stream",
          "stream_options",
          "temperature",
          "tool_choice",
          "tools",
          "top_p",
          "web_search_options");

  /** What the same models take on Vertex AI besides. */
  private static final Set<String> VERTEX = Set.of("frequency_penalty", "presence_penalty", "seed");

  /** Words of other servers, which OpenAI's API refuses as unknown arguments. */
  private static final Set<String> FOREIGN =
      Set.of(
          "cache_control",
          "chat_template",
          "chat_template_kwargs",
          "enable_thinking",
          "extra_body",
          "guided_choice",
          "guided_grammar",
          "guided_json",
          "guided_regex",
          "ignore_eos",
          "include_reasoning",
          "keep_alive",
          "min_p",
          "min_tokens",
          "num_ctx",
          "options",
          "provider",
          "reasoning",
          "repeat_penalty",
          "repetition_penalty",
          "stop_token_ids",
          "thinking",
          "thinking_budget",
          "top_a",
          "top_k",
          "typical_p");

  private static final Set<String> PENALTIES = Set.of("frequency_penalty", "presence_penalty");
  private static final Set<String> SAMPLING = Set.of("temperature", "top_p");
  private static final Set<String> PROBABILITIES = Set.of("logprobs", "top_logprobs");

  /** The first version of GPT that reasons; its successors rest unless told to. */
  private static final int REASONING = 500;

  /** What a backend takes of a request for a model. */
  static BackendFields of(Profile profile, Candidate candidate, ChatRequest request) {
    return switch (profile) {
      case OPENAI -> openAi(ModelName.of(candidate.wireName()), isEffortless(request));
      case GEMINI ->
          new BackendFields(Optional.of(gemini(candidate)), Set.of(), Set.of(), Map.of());
      case OLLAMA, LM_STUDIO ->
          new BackendFields(
              Optional.empty(), Set.of(), Set.of(), Map.of(MAX_COMPLETION_TOKENS, MAX_TOKENS));
      case VLLM, MLX, LLAMA_CPP, NONE -> ALL;
    };
  }

  private static Set<String> gemini(Candidate candidate) {
    String host = candidate.baseUri().getHost();
    return host != null && host.endsWith("aiplatform.googleapis.com")
        ? union(GEMINI, VERTEX)
        : GEMINI;
  }

  // Models that reason count their thoughts as tokens of the answer, hence the other name; what
  // steers the choice of words they take only where they do not reason, which from 5.1 on is so
  // unless an effort is given.
  private static BackendFields openAi(ModelName name, boolean effortless) {
    boolean series = name.isOfSeriesO();
    int version = name.versionAfter("gpt");
    if (!series && (version < REASONING || name.has("chat"))) {
      return new BackendFields(Optional.empty(), FOREIGN, Set.of(), Map.of());
    }
    boolean rests =
        !series && version > REASONING && effortless && !name.has("pro") && !name.has("codex");
    Set<String> refused = union(FOREIGN, Set.of("logit_bias", "stop"));
    refused = rests ? refused : union(refused, PROBABILITIES);
    return new BackendFields(
        Optional.empty(),
        series ? union(refused, Set.of("parallel_tool_calls")) : refused,
        rests ? PENALTIES : union(PENALTIES, SAMPLING),
        Map.of(MAX_TOKENS, MAX_COMPLETION_TOKENS));
  }

  private static boolean isEffortless(ChatRequest request) {
    String effort = request.json("/" + ReasoningSwitch.EFFORT).orElse("null");
    return effort.equals("null") || effort.equals("\"none\"");
  }

  private static <E> Set<E> union(Set<E> one, Set<E> other) {
    List<E> all = new ArrayList<>(one);
    other.stream().filter(each -> !one.contains(each)).forEach(all::add);
    return Set.copyOf(all);
  }

  /** Changes what is not taken as it stands. */
  void apply(ChatRequest request, RequestEdits edits) {
    for (String field : request.fields()) {
      String other = renamed.get(field);
      if (other != null) {
        edits.rename(field, other);
      } else if (isRefused(request, field)) {
        if (isNamed(field)) {
          edits.remove(field);
        } else {
          edits.removeUnnamed(field, "a field that the backend does not know removed");
        }
      }
    }
  }

  /** What is not taken and says something. */
  List<String> unsupported(ChatRequest request) {
    return request.fields().stream()
        .filter(field -> !renamed.containsKey(field) && isRefused(request, field))
        .filter(field -> !isIdle(field, value(request, field)))
        .map(field -> isNamed(field) ? field : "a field of the caller's own")
        .distinct()
        .toList();
  }

  private boolean isRefused(ChatRequest request, String field) {
    if (!known.map(names -> names.contains(field)).orElse(true) || refused.contains(field)) {
      return true;
    }
    return unlessIdle.contains(field) && !isIdle(field, value(request, field));
  }

  private static boolean isNamed(String field) {
    return RequestParams.KNOWN.contains(field) || FOREIGN.contains(field);
  }

  private static JsonNode value(ChatRequest request, String field) {
    return JsonTree.value(
        request.json("/" + field.replace("~", "~0").replace("/", "~1")).orElse("null"));
  }

  /** Whether a field says what holds without it. */
  static boolean isIdle(String name, JsonNode value) {
    return value.isNull()
        || (value.isBoolean() && value.booleanValue() == name.equals("parallel_tool_calls"))
        || (value.isContainerNode() && value.isEmpty())
        || (value.isNumber() && value.decimalValue().compareTo(idle(name)) == 0);
  }

  private static BigDecimal idle(String name) {
    return switch (name) {
      case "n", "temperature", "top_p" -> BigDecimal.ONE;
      case "frequency_penalty", "presence_penalty" -> BigDecimal.ZERO;
      default -> BigDecimal.valueOf(Long.MIN_VALUE);
    };
  }
}
