package io.codingrouter.privacy;

import java.util.List;

/**
 * A text whose personal data is replaced by tokens, and the way back. The values themselves appear
 * in no {@code toString}.
 */
public interface Redaction {

  /**
   * Returns the text with each detected value replaced by its token.
   *
   * @return a text that may leave the process
   */
  String text();

  /**
   * Returns what was found in the original.
   *
   * @return spans over the original text
   */
  List<PiiSpan> spans();

  /**
   * Puts the values back for the tokens of this redaction, and for no others.
   *
   * @param text a reply that may hold tokens
   * @return the reply as its user shall see it
   */
  String restore(String text);
}
