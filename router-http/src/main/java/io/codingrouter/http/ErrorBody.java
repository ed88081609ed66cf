package io.codingrouter.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an error says of itself, in any of the shapes that servers use: {@code {"error":{…}}}, the
 * same in an array (Gemini), {@code {"error":"…"}} (Ollama, LM Studio, MLX), {@code
 * {"object":"error",…}} (vLLM), {@code {"detail":…}} (FastAPI), {@code {"message":"…"}} (AWS), and
 * in the place where a choice says why it stopped (OpenRouter).
 *
 * @param message its sentence, {@code ""} if it has none
 * @param words its codes and types, lower case, joined by spaces
 * @param parameter where in the request the fault is, {@code ""} if it does not say
 * @param status the HTTP status that it names, 0 if none
 * @param retryAfter how long it asks to wait
 */
record ErrorBody(
    String message, String words, String parameter, int status, Optional<Duration> retryAfter) {
  private static final JsonMapper MAPPER = new JsonMapper();

  private static final List<String> TOO_LONG =
      List.of(
          "maximum context length", // vLLM, DeepSeek, OpenRouter
          "max_model_len", // vLLM
          "longer than the maximum model length", // vLLM
          "longer than the model's context length", // SGLang
          "prompt is too long", // Anthropic
          "exceed context limit", // Anthropic, with what may be written
          "exceeds the maximum number of tokens", // Gemini
          "available context size", // llama.cpp
          "exceeds the context", // llama.cpp, Ollama
          "exceeded max context length", // Ollama
          "too large for model with", // Mistral
          "greater than the context length", // LM Studio
          "when context the overflows", // LM Studio
          "prompt too long", // Ollama
          "provide a shorter input", // LM Studio
          "input is too long"); // AWS

  private static final List<String> AGAINST_IMAGES =
      List.of(
          "only 'text' content type is supported", // MLX
          "image input is not supported", // llama.cpp
          "does not support image", // Ollama, LM Studio
          "missing data required for image input", // Ollama
          "is not a multimodal model"); // vLLM

  /** Reads a body; empty if it is no error that we know. */
  static Optional<ErrorBody> parse(String body) {
    JsonNode root = tree(body);
    JsonNode first = root.isArray() ? root.path(0) : root;
    JsonNode error = first.path("error");
    if (error.isObject()) {
      return Optional.of(of(error));
    }
    if (error.isTextual()) {
      return Optional.of(of(first, error.textValue()));
    }
    if (first.path("choices").isArray()) {
      return ofChoices(first.path("choices"));
    }
    boolean flat =
        first.path("object").asText().equals("error")
            || first.path("type").asText().equals("error")
            || (first.path("message").isTextual() && !first.has("choices"));
    if (flat) {
      return Optional.of(of(first));
    }
    JsonNode detail = first.path("detail");
    return detail.isMissingNode() || detail.isNull()
        ? Optional.empty()
        : Optional.of(new ErrorBody(detail(detail), "", place(detail), 0, Optional.empty()));
  }

  private static Optional<ErrorBody> ofChoices(JsonNode choices) {
    for (JsonNode choice : choices) {
      JsonNode error = choice.path("error");
      if (error.isObject() || choice.path("finish_reason").asText().equals("error")) {
        return Optional.of(of(error));
      }
    }
    return Optional.empty();
  }

  /** Whether one of its codes or types contains a word. */
  boolean tells(String word) {
    return words.contains(word);
  }

  /**
   * Whether it says that the request is longer than the model can read: by a code (OpenAI,
   * llama.cpp), or in the words of vLLM, Anthropic, Gemini, Mistral, Ollama and LM Studio.
   */
  boolean isTooLong() {
    return tells("context_length_exceeded")
        || tells("exceed_context_size")
        || TOO_LONG.stream().anyMatch(this::says);
  }

  /** Whether it says that the model cannot read images. */
  boolean isAgainstImages() {
    return AGAINST_IMAGES.stream().anyMatch(this::says);
  }

  /** Whether it says that the model, or the server as it was started, calls no tools. */
  boolean isAgainstTools() {
    return says("does not support tools") || says("tools param requires");
  }

  /** Whether it says that nobody paid. */
  boolean isUnpaid() {
    return tells("insufficient_quota")
        || tells("insufficient_balance")
        || says("credit balance is too low")
        || says("insufficient balance");
  }

  /** Whether it says that the provider's content policy forbids the request. */
  boolean isAgainstPolicy() {
    return tells("content_policy") || tells("content_filter") || tells("responsibleaipolicy");
  }

  boolean says(String words) {
    return message.toLowerCase(Locale.ROOT).contains(words);
  }

  /** Any JSON; a missing node if it is none. */
  static JsonNode tree(String body) {
    try {
      JsonNode root = MAPPER.readTree(body);
      return root == null ? MissingNode.getInstance() : root;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static ErrorBody of(JsonNode error) {
    return of(error, error.path("message").asText(""));
  }

  private static ErrorBody of(JsonNode error, String message) {
    List<String> words = new ArrayList<>();
    for (String field : List.of("code", "type", "status", "error_type")) {
      words.add(error.path(field).asText(""));
    }
    Optional<Duration> retryAfter = Optional.empty();
    for (JsonNode detail : error.path("details")) {
      words.add(detail.path("reason").asText(""));
      retryAfter = retryAfter.or(() -> RetryAfter.ofSeconds(detail.path("retryDelay").asText("")));
    }
    int code = error.path("code").asInt(error.path("status").asInt(0)); // "status": Azure
    return new ErrorBody(
        message,
        String.join(" ", words).toLowerCase(Locale.ROOT),
        error.path("param").asText(""),
        code >= 400 && code <= 599 ? code : 0,
        retryAfter);
  }

  // FastAPI lists what is wrong, each with where it stands; the first is enough. Its "input"
  // repeats
  // what was sent and is left out.
  private static String detail(JsonNode detail) {
    if (!detail.isArray()) {
      return detail.isTextual() ? detail.textValue() : detail.path("message").asText("");
    }
    JsonNode first = detail.path(0);
    List<String> place = new ArrayList<>();
    first.path("loc").forEach(step -> place.add(step.asText()));
    String where = place.isEmpty() ? "" : String.join(".", place) + ": ";
    return where + first.path("msg").asText("");
  }

  /** Where within the body the first fault is. */
  private static String place(JsonNode detail) {
    List<String> place = new ArrayList<>();
    detail.path(0).path("loc").forEach(step -> place.add(step.asText()));
    return String.join(".", place.size() > 1 ? place.subList(1, place.size()) : place);
  }

  /** Prints what kind of error it is, never its sentence. */
  @Override
  public String toString() {
    return "ErrorBody[" + words.strip() + "]";
  }
}
