package io.codingrouter.privacy;

import io.codingrouter.text.TextView;
import java.util.List;

/**
 * Finds personal data in a text. Useful without a router. Implementations must be safe for
 * concurrent use and must not keep the text.
 */
@FunctionalInterface
public interface PiiDetector {

  /**
   * Finds personal data.
   *
   * @param text the text
   * @return spans in order of their start, none overlapping another
   */
  List<PiiSpan> detect(TextView text);

  /**
   * Finds personal data.
   *
   * @param text the text
   * @return spans in order of their start, none overlapping another
   */
  default List<PiiSpan> detect(String text) {
    return detect(TextView.of(text));
  }

  /**
   * Returns the built-in detector.
   *
   * @return the detector, shared
   * @throws UnsupportedOperationException in this version, which does not carry it yet
   */
  static PiiDetector standard() {
    throw new UnsupportedOperationException(
        "no PII detector ships in this version; bring one of your own");
  }
}
