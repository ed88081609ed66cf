package io.codingrouter.http;

/**
 * One server-sent event.
 *
 * @param type what the server calls it, {@code ""} if it does not
 * @param data its text, lines joined by a line feed
 */
record SseEvent(String type, String data) {
  /** Ends a stream of OpenAI's protocol. */
  boolean isDone() {
    return data.strip().equals("[DONE]");
  }

  /** Prints the length of the data, never the data. */
  @Override
  public String toString() {
    return "SseEvent[" + data.length() + " characters]";
  }
}
