package io.codingrouter.dispatch;

import com.fasterxml.jackson.databind.JsonNode;

/** Makes an exception of an error within a stream. Its sentence is not told: it may quote. */
final class AnthropicError {
  private static final int OVERLOADED = 529;

  private AnthropicError() {}

  static ModelException of(JsonNode error) {
    return switch (JsonTree.text(error, "type")) {
      case "overloaded_error" ->
          build(ModelException.SERVER_ERROR, true, OVERLOADED, "is overloaded");
      case "rate_limit_error" -> build(ModelException.RATE_LIMITED, true, 429, "asks to slow down");
      case "timeout_error" -> build(ModelException.TIMEOUT, true, 504, "gave up waiting");
      case "authentication_error" ->
          build(ModelException.UNAUTHORIZED, false, 401, "refused the key: check access_key");
      case "permission_error" ->
          build(ModelException.UNAUTHORIZED, false, 403, "does not let this key do that");
      case "not_found_error" -> build(ModelException.NOT_FOUND, false, 404, "is not known there");
      case "invalid_request_error", "request_too_large" ->
          build(ModelException.BAD_REQUEST, false, 400, "refused the request");
      default -> build(ModelException.SERVER_ERROR, true, 500, "failed");
    };
  }

  private static ModelException build(String kind, boolean retryable, int status, String what) {
    return ModelException.builder(kind, "the model " + what + ", said amid its answer")
        .retryable(retryable)
        .status(status)
        .build();
  }
}
