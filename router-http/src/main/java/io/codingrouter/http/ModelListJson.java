package io.codingrouter.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Lists of models in the words of the servers that we know. */
final class ModelListJson {
  /** What is in force before what is possible, and that before what the model was made for. */
  private static final List<String> WINDOWS =
      List.of(
          "/max_model_len", // vLLM, SGLang
          "/meta/n_ctx", // llama.cpp
          "/loaded_context_length", // LM Studio
          "/context_window", // Groq
          "/top_provider/context_length", // OpenRouter
          "/context_length", // Together, OpenRouter
          "/max_context_length", // Mistral, LM Studio
          "/max_input_tokens", // Anthropic
          "/meta/n_ctx_train"); // llama.cpp

  private ModelListJson() {}

  /** The entries, wherever they stand; no array if there are none. */
  static JsonNode entries(JsonNode body) {
    return body.isArray() ? body : body.has("data") ? body.path("data") : body.path("models");
  }

  /** The name of a model, {@code ""} if there is none. */
  static String name(JsonNode entry) {
    return entry.path("id").asText(entry.path("name").asText(""));
  }

  /** How much a model reads, as far as its entry says. */
  static OptionalInt window(JsonNode entry) {
    for (String pointer : WINDOWS) {
      OptionalInt window = positive(entry.at(pointer));
      if (window.isPresent()) {
        return window;
      }
    }
    return OptionalInt.empty();
  }

  /** What Ollama says a model was made for, under a key that begins with its architecture. */
  static OptionalInt madeFor(JsonNode shown) {
    for (Map.Entry<String, JsonNode> fact : shown.path("model_info").properties()) {
      if (fact.getKey().endsWith(".context_length")) {
        return positive(fact.getValue());
      }
    }
    return OptionalInt.empty();
  }

  /** The question for one model. */
  static String asking(String name) {
    return JsonNodeFactory.instance.objectNode().put("model", name).toString();
  }

  /** A number of tokens; servers write 0 where they do not know. */
  static OptionalInt positive(JsonNode number) {
    return number.isIntegralNumber() && number.canConvertToInt() && number.intValue() > 0
        ? OptionalInt.of(number.intValue())
        : OptionalInt.empty();
  }
}
