package io.codingrouter;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import java.util.Locale;

/**
 * Asks for the tokens of a streamed reply: most servers count them only for those who ask, and
 * without them neither cost nor speed is known. What the caller says of it holds.
 */
final class StreamUsage {
  /** Refuses the question as an unknown field (status 422), and counts without being asked. */
  private static final String STRICT = "mistral.ai";

  private StreamUsage() {}

  /** The request of a stream as a candidate shall receive it. */
  static ChatRequest asked(ChatRequest request, Candidate candidate) {
    boolean asks =
        candidate.apiFormat().equals(Candidate.OPENAI)
            && request.json("/stream_options").isEmpty()
            && !isStrict(candidate);
    return asks ? request.toBuilder().set("/stream_options/include_usage", true).build() : request;
  }

  private static boolean isStrict(Candidate candidate) {
    String host = candidate.baseUri().getHost();
    return host != null && ("." + host).toLowerCase(Locale.ROOT).endsWith("." + STRICT);
  }
}
