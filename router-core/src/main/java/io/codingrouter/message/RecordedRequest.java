package io.codingrouter.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A request as it was recorded, with the tokens that its answer took as far as they are known: one
 * line of a file of traffic. Immutable. Its JSON form holds what was asked; {@link #toString()}
 * does not.
 *
 * @param request what was asked, with the seed by which it was routed if that is known
 * @param usage what the model counted
 * @param figures how the recent calls of each model went when it was routed, by the model's name;
 *     empty if it was not routed by such figures, or nobody wrote them down
 */
public record RecordedRequest(ChatRequest request, Usage usage, Map<String, CallFigures> figures) {
  private static final String WHAT = "the recorded request";

  public RecordedRequest {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(usage, "usage");
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /**
   * Records a request that was not routed by live figures.
   *
   * @param request what was asked
   * @param usage what the model counted
   */
  public RecordedRequest(ChatRequest request, Usage usage) {
    this(request, usage, Map.of());
  }

  /**
   * Records a request whose tokens nobody counted.
   *
   * @param request what was asked
   * @return the record
   */
  public static RecordedRequest of(ChatRequest request) {
    return new RecordedRequest(request, Usage.UNKNOWN);
  }

  /**
   * Reads a record: an OpenAI chat-completions body as it is, or an object that has the body as
   * {@code request} and beside it any of {@code tenant}, {@code session}, {@code user}, {@code
   * labels}, {@code timeout_ms}, {@code seed}, {@code usage} (as a model replies it) and {@code
   * figures} (for each model any of {@code ttft_ms}, {@code tpot_ms}, {@code in_flight} and {@code
   * failure_rate}). What else stands there is not read.
   *
   * @param json a JSON object
   * @return the record
   * @throws IllegalArgumentException if this is no JSON object, or a number is none; the message
   *     never quotes the text
   */
  public static RecordedRequest fromJson(String json) {
    ObjectNode object = Json.object(json, WHAT);
    if (!(object.get("request") instanceof ObjectNode body) || object.has("messages")) {
      return of(ChatRequest.fromJson(json));
    }
    ChatRequest.Builder request = ChatRequest.fromJson(Json.write(body)).toBuilder();
    if (object.path("tenant").isTextual()) {
      request.tenant(Json.text(object, "tenant"));
    }
    if (object.path("session").isTextual()) {
      request.session(Json.text(object, "session"));
    }
    if (object.path("user").isTextual()) {
      request.endUser(Json.text(object, "user"));
    }
    object
        .path("labels")
        .properties()
        .forEach(label -> request.label(label.getKey(), Json.text(label.getValue())));
    JsonNode seed = object.path("seed");
    if (!seed.isMissingNode()) {
      request.seed(wholeNumber(seed, "seed"));
    }
    JsonNode timeout = object.path("timeout_ms");
    if (!timeout.isMissingNode()) {
      request.timeout(Duration.ofMillis(wholeNumber(timeout, "timeout_ms")));
    }
    return new RecordedRequest(
        request.build(), Usage.from(object.path("usage")), RecordedFigures.read(object));
  }

  private static long wholeNumber(JsonNode node, String key) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    throw new IllegalArgumentException(key + " must be a whole number of at most 64 bits");
  }

  /**
   * Writes the record on one line: the body alone if there is nothing else to say.
   *
   * @return a JSON object that {@link #fromJson} reads back equal
   */
  public String toJson() {
    ObjectNode body = Json.object(request.toJson(), WHAT);
    ObjectNode object = Json.NODES.objectNode();
    object.set("request", body);
    request.tenant().ifPresent(tenant -> object.put("tenant", tenant));
    request.session().ifPresent(session -> object.put("session", session));
    request.endUser().ifPresent(user -> object.put("user", user));
    if (!request.labels().isEmpty()) {
      object.set("labels", Json.of(request.labels()));
    }
    request.timeout().ifPresent(timeout -> object.put("timeout_ms", timeout.toMillis()));
    request.seed().ifPresent(seed -> object.put("seed", seed));
    if (!usage.equals(Usage.UNKNOWN)) {
      object.set("usage", usage.toJson());
    }
    RecordedFigures.write(figures, object);
    boolean bare = object.size() == 1 && (body.has("messages") || !body.has("request"));
    return Json.write(bare ? body : object);
  }

  /** Prints how many messages were asked and what was counted, never what was said. */
  @Override
  public String toString() {
    return "RecordedRequest[" + request + ", " + usage + "]";
  }
}
