package io.codingrouter.signal;

import java.util.Locale;

/** Which of a request's text a signal reads. */
public enum TextSource {
  /**
   * What the human asks in this turn, without code blocks and without what an agent wrapped around.
   */
  ASK,
  /** The code blocks that the human put into the ask. */
  CODE,
  /** Files and other material that an agent attached to the ask. */
  ATTACHMENTS,
  /** What the human asked in earlier turns. */
  HISTORY,
  /** All text of all messages. */
  ALL;

  /**
   * Returns the word for this source in the configuration.
   *
   * @return the name in lower case
   */
  public String configName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
