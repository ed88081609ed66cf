package io.codingrouter.http;

import io.codingrouter.dispatch.CallLimits;
import io.codingrouter.dispatch.ModelException;
import java.util.Map;
import java.util.Optional;
import okhttp3.Headers;
import okhttp3.Request;

/**
 * One thing to send. Prints nothing but whom to.
 *
 * @param peer who is called
 * @param headers all headers
 * @param body JSON, {@code ""} for a question without one, which is a GET
 * @param limits how long it may take
 * @param secrets what must not be shown
 */
record Post(Peer peer, Headers headers, String body, CallLimits limits, Secrets secrets) {

  /**
   * Makes a post.
   *
   * @throws ModelException of kind {@code configuration} if the headers cannot be sent
   */
  static Post to(Peer peer, Map<String, String> headers, String body, CallLimits limits) {
    return new Post(
        peer,
        RequestHeaders.of(headers, peer),
        body,
        limits,
        Secrets.of(headers.values(), peer.url().encodedQuery(), peer.model()));
  }

  /**
   * Makes a question without a body.
   *
   * @throws ModelException of kind {@code configuration} if the headers cannot be sent
   */
  static Post question(Peer peer, Map<String, String> headers, CallLimits limits) {
    return to(peer, headers, "", limits);
  }

  /** The request that this is. */
  Request.Builder request() {
    Request.Builder request = new Request.Builder().url(peer.url()).headers(headers);
    return body.isEmpty()
        ? request.removeHeader("Content-Type").get()
        : request.post(new OneShotJson(body));
  }

  /**
   * The name that we gave the request.
   *
   * @return the id, empty if it was configured and so may be anything
   */
  Optional<String> requestId() {
    return Optional.ofNullable(headers.get(RequestHeaders.REQUEST_ID)).filter(secrets::holdsNone);
  }

  @Override
  public String toString() {
    return "Post[" + peer.name() + "]";
  }
}
