package io.codingrouter.signal;

import io.codingrouter.message.ChatRequest;

/** A request's text by source. Each source is worked out once, on first use. Used by one thread. */
public final class RequestText {
  private final ChatRequest request;

  RequestText(ChatRequest request) {
    this.request = request;
  }

  /**
   * Returns one part of the text.
   *
   * @param source which part
   * @return the text, {@code ""} if there is none
   */
  public String of(TextSource source) {
    return request.messages().isEmpty()
        ? ""
        : request.messages().get(request.messages().size() - 1).text();
  }
}
