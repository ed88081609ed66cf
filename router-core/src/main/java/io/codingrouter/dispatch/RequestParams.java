package io.codingrouter.dispatch;

import io.codingrouter.message.ChatRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Limits what a caller may ask for. A limit lowers a number that is there; it never adds one.
 *
 * @param blocked fields of the body that are removed
 * @param mostTokens the highest {@code max_tokens} and {@code max_completion_tokens}
 * @param mostChoices the highest {@code n}
 * @param stripsUnknown whether fields are removed that OpenAI's chat completions do not have
 */
record RequestParams(
    List<String> blocked,
    Optional<Integer> mostTokens,
    Optional<Integer> mostChoices,
    boolean stripsUnknown)
    implements RequestEdit {

  /** The fields of OpenAI's "create chat completion", the deprecated ones included. */
  static final Set<String> KNOWN =
      Set.of(
          "audio",
          "frequency_penalty",
          "function_call",
          "functions",
          "logit_bias",
          "logprobs",
          "max_completion_tokens",
          "max_tokens",
          "messages",
          "metadata",
          "modalities",
          "model",
          "n",
          "parallel_tool_calls",
          "prediction",
          "presence_penalty",
          "prompt_cache_key",
          "prompt_cache_retention",
          "reasoning_effort",
          "response_format",
          "safety_identifier",
          "seed",
          "service_tier",
          "stop",
          "store",
          "stream",
          "stream_options",
          "temperature",
          "tool_choice",
          "tools",
          "top_logprobs",
          "top_p",
          "user",
          "verbosity",
          "web_search_options");

  RequestParams {
    blocked = List.copyOf(blocked);
  }

  static RequestParams of(Map<String, Object> settings) {
    List<?> blocked = settings.get("blocked_params") instanceof List<?> list ? list : List.of();
    return new RequestParams(
        blocked.stream().map(String::valueOf).toList(),
        limit(settings.get("max_tokens_limit")),
        limit(settings.get("max_n")),
        Boolean.TRUE.equals(settings.get("strip_unknown")));
  }

  private static Optional<Integer> limit(@Nullable Object setting) {
    return setting instanceof Number number ? Optional.of(number.intValue()) : Optional.empty();
  }

  @Override
  public void apply(ChatRequest request, RequestEdits edits) {
    for (String field : request.fields()) {
      if (blocked.contains(field)) {
        edits.remove(field);
      } else if (stripsUnknown && !KNOWN.contains(field)) {
        edits.removeUnnamed(field, "a field that OpenAI does not know removed");
      }
    }
    mostTokens.ifPresent(most -> clamp(request, edits, "max_tokens", most));
    mostTokens.ifPresent(most -> clamp(request, edits, "max_completion_tokens", most));
    mostChoices.ifPresent(most -> clamp(request, edits, "n", most));
  }

  private void clamp(ChatRequest request, RequestEdits edits, String field, int most) {
    if (!blocked.contains(field) && exceeds(request.json("/" + field).orElse(""), most)) {
      edits.set(most, field);
    }
  }

  // A value that is no number is left for the backend to refuse.
  private static boolean exceeds(String json, int most) {
    try {
      return new BigDecimal(json).compareTo(BigDecimal.valueOf(most)) > 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
