package io.codingrouter.dispatch;

import java.util.Locale;

/**
 * A model's name as it is compared: lower case, without the vendor and the folders before it.
 *
 * @param text the last part of the name
 */
record ModelName(String text) {

  static ModelName of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return new ModelName(lower.substring(lower.lastIndexOf('/') + 1));
  }

  /** Whether a word stands in the name; letters before it make it another word. */
  boolean has(String word) {
    return indexAfter(word) >= 0;
  }

  /**
   * The version behind a word as hundreds and units: 205 for {@code gemini-2.5-pro}, 400 for {@code
   * claude-sonnet-4-20250514}. Dates and sizes ({@code 30b}) are no versions.
   *
   * @return the version, 0 if there is none
   */
  int versionAfter(String word) {
    int start = indexAfter(word);
    if (start < 0) {
      return 0;
    }
    while (start < text.length() && !isDigit(start)) {
      start++;
    }
    int end = endOfNumber(start);
    if (end < 0) {
      return 0;
    }
    int major = Integer.parseInt(text.substring(start, end));
    int minorEnd = end < text.length() && isPoint(end) ? endOfNumber(end + 1) : -1;
    int minor = minorEnd < 0 ? 0 : Integer.parseInt(text.substring(end + 1, minorEnd));
    return major * 100 + minor;
  }

  /** Whether this is one of OpenAI's {@code o1}, {@code o3-mini}, {@code o4} … */
  boolean isOfSeriesO() {
    return text.length() >= 2
        && text.charAt(0) == 'o'
        && text.charAt(1) >= '1'
        && text.charAt(1) <= '9'
        && (text.length() == 2 || text.charAt(2) == '-');
  }

  private int indexAfter(String word) {
    int at = text.indexOf(word);
    while (at > 0 && Character.isLetter(text.charAt(at - 1))) {
      at = text.indexOf(word, at + 1);
    }
    return at < 0 ? -1 : at + word.length();
  }

  /** Where a number of one or two digits ends that no letter follows, or -1. */
  private int endOfNumber(int start) {
    int end = start;
    while (end < text.length() && isDigit(end)) {
      end++;
    }
    boolean whole = end == text.length() || !Character.isLetter(text.charAt(end));
    return whole && end > start && end <= start + 2 ? end : -1;
  }

  private boolean isDigit(int index) {
    return text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }

  private boolean isPoint(int index) {
    return text.charAt(index) == '.' || text.charAt(index) == '-';
  }
}
