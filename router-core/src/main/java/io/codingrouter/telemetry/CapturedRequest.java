package io.codingrouter.telemetry;

import io.codingrouter.message.ChatRequest;
import java.util.Map;
import java.util.Optional;

/**
 * A request as text: a tenth of what its tree takes. Never printed.
 *
 * @param body its body as far as it is kept
 */
record CapturedRequest(
    CapturedBody body,
    Optional<String> tenant,
    Optional<String> session,
    Optional<String> endUser,
    Map<String, String> labels) {

  static CapturedRequest of(ChatRequest request, int mostBytes) {
    return new CapturedRequest(
        CapturedBody.of(request.toJson(), mostBytes),
        request.tenant(),
        request.session(),
        request.endUser(),
        request.labels());
  }

  /** The request again, if all of it was kept. */
  Optional<ChatRequest> restore(long seed) {
    if (body.isCut()) {
      return Optional.empty();
    }
    ChatRequest.Builder request = ChatRequest.fromJson(body.text()).toBuilder().seed(seed);
    tenant.ifPresent(request::tenant);
    session.ifPresent(request::session);
    endUser.ifPresent(request::endUser);
    labels.forEach(request::label);
    return Optional.of(request.build());
  }

  @Override
  public String toString() {
    return "CapturedRequest[" + body + "]";
  }
}
