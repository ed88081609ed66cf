package io.codingrouter.http;

import io.codingrouter.dispatch.ModelException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import okhttp3.Headers;

/** The headers of a request: ours, and over them those that are configured. */
final class RequestHeaders {
  /** What OkHttp sets itself; set by hand, these would break the exchange. */
  private static final Set<String> OURS =
      Set.of(
          "accept-encoding",
          "connection",
          "content-length",
          "expect",
          "te",
          "transfer-encoding",
          "upgrade");

  /** Names one request, so that it can be found in the logs of both sides. */
  static final String REQUEST_ID = "X-Request-Id";

  private RequestHeaders() {}

  /**
   * Makes headers that can be sent.
   *
   * @throws ModelException of kind {@code configuration} if one cannot; its value is not told
   */
  static Headers of(Map<String, String> configured, Peer peer) {
    Headers.Builder headers =
        new Headers.Builder()
            .set("Content-Type", "application/json")
            .set("Accept", "application/json")
            .set("User-Agent", UserAgent.VALUE)
            .set(REQUEST_ID, UUID.randomUUID().toString());
    configured.forEach(
        (name, value) -> {
          if (!OURS.contains(name.toLowerCase(Locale.ROOT))) {
            set(headers, name, value, peer);
          }
        });
    return headers.build();
  }

  // OkHttp's own complaint quotes the value.
  private static void set(Headers.Builder headers, String name, String value, Peer peer) {
    String problem = "";
    if (!isToken(name)) {
      problem = "the name of a header of model '" + peer.model() + "' holds a character that no";
    } else if (!value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'))) {
      problem = "header '" + name + "' of model '" + peer.model() + "' holds a character that no";
    }
    if (!problem.isEmpty()) {
      throw ModelException.builder(
              ModelException.CONFIGURATION,
              problem + " header may carry: is there a line break or a typographic sign in it?")
          .build();
    }
    headers.set(name, value);
  }

  private static boolean isToken(String name) {
    return !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c <= '~' && c != ':');
  }

  /** Whether something that looks like a key is among the headers. */
  static boolean haveKey(Headers headers) {
    for (String name : headers.names()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.contains("auth") || lower.contains("key") || lower.contains("token")) {
        return true;
      }
    }
    return false;
  }
}
