package io.codingrouter.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Checks regular expressions of users: in RE2's language, and small enough to compile. */
final class PatternReader {
  private static final int LONGEST_PATTERN = 4_000;
  private static final int LARGEST_PATTERN = 10_000;

  private PatternReader() {}

  /** Makes it a problem if a field is no regular expression that can be used. */
  static void check(Field item) {
    String pattern = item.quietText();
    if (pattern.length() > LONGEST_PATTERN || PatternSize.of(pattern) > LARGEST_PATTERN) {
      item.problem(
          "is not a regular expression that fits: at most "
              + LONGEST_PATTERN
              + " characters, and "
              + LARGEST_PATTERN
              + " with its repetitions written out");
      return;
    }
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      item.problem(
          "is not a regular expression of RE2: check brackets and repetitions; it has neither"
              + " lookaround nor back references");
    }
  }
}
