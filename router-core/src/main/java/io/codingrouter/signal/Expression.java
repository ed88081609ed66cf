package io.codingrouter.signal;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * A regular expression, and what a text must have for it to match: most texts have not, and need
 * not be searched. Immutable.
 */
final class Expression {
  private final Pattern pattern;
  private final int[] required; // parts of which a text must have one; empty if any text may match

  /**
   * Creates an expression.
   *
   * @param pattern the pattern
   * @param parts where its parts are gathered
   */
  Expression(Pattern pattern, PartSearch.Builder parts) {
    this.pattern = pattern;
    this.required = parts.add(pattern.pattern());
  }

  /**
   * Tells whether there may be a match.
   *
   * @param parts what {@link PartSearch} found in the text
   */
  boolean mayMatch(long[] parts) {
    for (int part : required) {
      if (Bits.contain(parts, part)) {
        return true;
      }
    }
    return required.length == 0;
  }

  /**
   * Searches.
   *
   * @param text the text in normal form
   */
  Matcher matcher(CharSequence text) {
    return pattern.matcher(text);
  }
}
