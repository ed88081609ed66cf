package io.codingrouter.signal;

import com.google.re2j.Matcher;

/**
 * Matches of a regular expression that do not overlap.
 *
 * @param pattern the expression
 * @param source what is read
 * @param any whether one is enough
 */
record PatternCount(Expression pattern, TextSource source, boolean any) implements StructureCount {
  private static final long READS_PER_CHARACTER = 16;
  private static final long READS_OF_ANY_TEXT = 1 << 16;

  @Override
  public int in(String text, StructureMatches matches) {
    String normal = Chars.normal(text);
    if (!pattern.mayMatch(matches.parts(source, normal))) {
      return 0;
    }
    if (any) {
      return pattern.matcher(normal).find() ? 1 : 0;
    }
    // One search is linear, but each of many may read to the end of the text.
    long most = READS_OF_ANY_TEXT + READS_PER_CHARACTER * normal.length();
    Matcher matcher = pattern.matcher(new MeteredText(normal, most));
    int count = 0;
    try {
      while (matcher.find()) {
        count++;
      }
    } catch (MeteredText.UsedUp e) {
      return count;
    }
    return count;
  }
}
