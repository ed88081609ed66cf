package io.codingrouter.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** What is sent to {@code /embeddings}, and what comes back. */
final class EmbeddingReply {
  private static final JsonMapper MAPPER = new JsonMapper();

  private EmbeddingReply() {}

  static String request(String model, String text) {
    return MAPPER.createObjectNode().put("model", model).put("input", text).toString();
  }

  /** The first vector, empty if there is none. */
  static float[] vector(String body) {
    JsonNode values;
    try {
      values = MAPPER.readTree(body).path("data").path(0).path("embedding");
    } catch (JsonProcessingException e) {
      return new float[0];
    }
    float[] vector = new float[values.isArray() ? values.size() : 0];
    for (int i = 0; i < vector.length; i++) {
      if (!values.path(i).isNumber()) {
        return new float[0];
      }
      vector[i] = values.path(i).floatValue();
    }
    return vector;
  }
}
