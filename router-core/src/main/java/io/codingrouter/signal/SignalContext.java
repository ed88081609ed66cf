package io.codingrouter.signal;

import io.codingrouter.message.ChatRequest;

/**
 * What a signal may look at. Valid only during the call that it is passed to; used by one thread.
 */
public interface SignalContext {

  /**
   * Returns the request as it was given: raw, nothing is redacted yet.
   *
   * @return the request
   */
  ChatRequest request();

  /**
   * Returns a part of the request's text, worked out once a request.
   *
   * @param source which part
   * @return the text, {@code ""} if there is none
   */
  String text(TextSource source);

  /**
   * Returns what the human asks.
   *
   * @return the text of {@link TextSource#ASK}
   */
  default String ask() {
    return text(TextSource.ASK);
  }
}
