package io.codingrouter.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the settings of a request in Anthropic's protocol. Their API refuses a field that it does
 * not know, so what has no counterpart is left out and told, unless leaving it out changes nothing.
 */
final class AnthropicParams {
  private static final String TEMPERATURE = "temperature";
  private static final String TOP_P = "top_p";
  private static final String TOP_K = "top_k";

  /** From this version on, temperature and top_p must not both be there. */
  private static final int ONE_OF_TWO = 401;

  /** From this version on, models draw as they see fit. */
  private static final int NO_SAMPLING = 407;

  /** Fields of Anthropic's own, which callers who know their model write beside OpenAI's. */
  private static final List<String> OWN =
      List.of("cache_control", "container", "context_management", "inference_geo", "mcp_servers");

  /** What is written elsewhere, or changes nothing when it is left out. */
  private static final Set<String> DONE =
      Set.of(
          "function_call",
          "functions",
          "max_completion_tokens",
          "max_tokens",
          "messages",
          "metadata",
          "model",
          "output_config",
          "parallel_tool_calls",
          "reasoning_effort",
          "response_format",
          "safety_identifier",
          "service_tier",
          "stop",
          "stop_sequences",
          "store",
          "stream",
          "stream_options",
          TEMPERATURE,
          "thinking",
          "tool_choice",
          "tools",
          TOP_K,
          TOP_P,
          "user");

  /** Fields of OpenAI's that may be named: the names are not the caller's. */
  private static final Set<String> NAMED =
      Set.of(
          "audio",
          "chat_template_kwargs",
          "frequency_penalty",
          "logit_bias",
          "logprobs",
          "min_p",
          "modalities",
          "n",
          "prediction",
          "presence_penalty",
          "prompt_cache_key",
          "prompt_cache_retention",
          "reasoning",
          "repetition_penalty",
          "seed",
          "top_logprobs",
          "verbosity",
          "web_search_options");

  private final JsonNode body;
  private final boolean sendsAll;
  private final Changes changes;

  /**
   * Reads the settings.
   *
   * @param sendsAll whether fields without a counterpart are sent as they are
   */
  AnthropicParams(JsonNode body, boolean sendsAll, Changes changes) {
    this.body = body;
    this.sendsAll = sendsAll;
    this.changes = changes;
  }

  /** Writes how the model draws its words. */
  void writeSampling(ObjectNode target, int version, boolean thinks) {
    if (version >= NO_SAMPLING) {
      List.of(TEMPERATURE, TOP_P, TOP_K).forEach(field -> drop(field, "this model takes none"));
      return;
    }
    boolean warm = writeTemperature(target, thinks);
    if (warm && version >= ONE_OF_TWO) {
      drop(TOP_P, "this model takes it or temperature");
    } else if (thinks && body.path(TOP_P).asDouble(1) < 0.95) {
      drop(TOP_P, "a model that thinks takes none below 0.95");
    } else {
      copy(TOP_P, target);
    }
    if (thinks) {
      drop(TOP_K, "a model that thinks takes none");
    } else {
      copy(TOP_K, target);
    }
  }

  private boolean writeTemperature(ObjectNode target, boolean thinks) {
    JsonNode given = body.path(TEMPERATURE);
    int above = given.isNumber() ? given.decimalValue().compareTo(BigDecimal.ONE) : 0;
    if (thinks && above != 0) {
      drop(TEMPERATURE, "a model that thinks takes none");
      return false;
    }
    if (above > 0) {
      target.put(TEMPERATURE, 1);
      changes.add("temperature lowered to 1");
    } else {
      copy(TEMPERATURE, target); // one that is no number is refused there, in their words
    }
    return JsonTree.has(body, TEMPERATURE);
  }

  /** Writes all that neither sampling, nor thinking, nor tools are. */
  void writeOthers(ObjectNode target) {
    writeStops(target);
    writeUser(target);
    OWN.forEach(field -> copy(field, target));
    writeTier(target);
    if (body.path("stream").isBoolean()) {
      target.set("stream", body.path("stream"));
    }
    writeRest(target);
  }

  private void writeStops(ObjectNode target) {
    JsonNode given = JsonTree.has(body, "stop") ? body.path("stop") : body.path("stop_sequences");
    ArrayNode stops = JsonTree.NODES.arrayNode();
    for (JsonNode stop : given.isTextual() ? List.of(given) : given) {
      if (stop.isTextual() && stop.textValue().isBlank()) {
        changes.add("a stop sequence of white space removed");
      } else {
        stops.add(stop);
      }
    }
    if (!stops.isEmpty()) {
      target.set("stop_sequences", stops);
    }
  }

  private void writeUser(ObjectNode target) {
    JsonNode metadata = body.path("metadata");
    String user = JsonTree.text(body, "user");
    String safe = JsonTree.text(body, "safety_identifier");
    String own = JsonTree.text(metadata, "user_id");
    String id = own.isEmpty() ? safe : own;
    id = id.isEmpty() ? user : id;
    if (!id.isEmpty()) {
      target.putObject("metadata").put("user_id", id);
    }
    if (metadata.size() > (own.isEmpty() ? 0 : 1)) {
      changes.add("metadata removed");
    }
  }

  private void writeTier(ObjectNode target) {
    switch (JsonTree.text(body, "service_tier")) {
      case "" -> {}
      case "auto" -> target.put("service_tier", "auto");
      case "default", "standard_only" -> target.put("service_tier", "standard_only");
      default -> changes.add("service_tier removed");
    }
  }

  private void writeRest(ObjectNode target) {
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      String name = field.getKey();
      if (!isUnsupported(field)) {
        continue;
      }
      if (sendsAll) {
        target.set(name, field.getValue());
      } else {
        changes.add(
            NAMED.contains(name)
                ? name + " removed"
                : "a field that Anthropic does not know removed");
      }
    }
  }

  /** The fields of a body of OpenAI's protocol that say something and have no counterpart. */
  static List<String> unsupported(JsonNode body) {
    return body.properties().stream()
        .filter(AnthropicParams::isUnsupported)
        .map(Map.Entry::getKey)
        .map(name -> NAMED.contains(name) ? name : "a field of the caller's own")
        .distinct()
        .toList();
  }

  private static boolean isUnsupported(Map.Entry<String, JsonNode> field) {
    String name = field.getKey();
    return !DONE.contains(name)
        && !OWN.contains(name)
        && !BackendFields.isIdle(name, field.getValue());
  }

  private void copy(String field, ObjectNode target) {
    if (JsonTree.has(body, field)) {
      target.set(field, body.path(field));
    }
  }

  private void drop(String field, String why) {
    if (JsonTree.has(body, field)) {
      changes.add(field + " removed: " + why);
    }
  }
}
