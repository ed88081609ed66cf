package io.codingrouter.signal;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.function.Supplier;

/**
 * A regular expression, and what a text must have for it to match: most texts have not, and need
 * not be searched. Immutable.
 */
final class Expression {
  private final Pattern pattern;
  private final List<String> required;

  Expression(Pattern pattern) {
    this.pattern = pattern;
    this.required = RequiredParts.of(pattern.pattern());
  }

  /**
   * Tells whether this matches anywhere in a text.
   *
   * @param text the text in normal form
   * @param grams gives what the text has
   */
  boolean isFound(String text, Supplier<Grams> grams) {
    return mayMatch(grams) && pattern.matcher(text).find();
  }

  /** Whether there may be a match. */
  boolean mayMatch(Supplier<Grams> grams) {
    if (required.isEmpty()) {
      return true;
    }
    Grams present = grams.get();
    for (String part : required) {
      if (present.mayContain(part)) {
        return true;
      }
    }
    return false;
  }

  Matcher matcher(CharSequence text) {
    return pattern.matcher(text);
  }
}
