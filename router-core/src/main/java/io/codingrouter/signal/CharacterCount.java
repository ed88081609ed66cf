package io.codingrouter.signal;

import java.util.Optional;

/**
 * Matches of a regular expression that is nothing but one set of signs, such as {@code [?？]}: so
 * many of them as there are.
 */
final class CharacterCount implements StructureCount {
  private final String signs;

  private CharacterCount(String signs) {
    this.signs = signs;
  }

  /**
   * Compiles a pattern.
   *
   * @return empty if it is anything else: letters among the signs, which have a case, included
   */
  static Optional<CharacterCount> of(String pattern) {
    if (pattern.length() < 3 || !pattern.startsWith("[") || !pattern.endsWith("]")) {
      return Optional.empty();
    }
    String signs = pattern.substring(1, pattern.length() - 1);
    return signs.chars().allMatch(CharacterCount::isSign)
        ? Optional.of(new CharacterCount(signs))
        : Optional.empty();
  }

  private static boolean isSign(int c) {
    return "[]\\^-&~".indexOf(c) < 0
        && !Character.isSurrogate((char) c)
        && !Character.isLetter(c)
        && Character.toLowerCase(c) == Character.toUpperCase(c);
  }

  @Override
  public int in(String text, StructureMatches matches) {
    String normal = Chars.normal(text);
    int count = 0;
    for (int i = 0; i < signs.length(); i++) {
      char sign = signs.charAt(i);
      if (signs.indexOf(sign) == i) {
        for (int at = normal.indexOf(sign); at >= 0; at = normal.indexOf(sign, at + 1)) {
          count++;
        }
      }
    }
    return count;
  }
}
