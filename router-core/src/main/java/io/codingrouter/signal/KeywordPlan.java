package io.codingrouter.signal;

import com.google.re2j.Pattern;
import java.util.List;

/** A keyword rule, compiled. Immutable. */
final class KeywordPlan {
  private final KeywordRule rule;
  private final int search;
  private final int[] numbers;
  private final List<Pattern> patterns;

  /**
   * Creates a plan.
   *
   * @param rule the rule
   * @param search which search of the index finds its literal keywords
   * @param numbers by keyword: its number in that search, or for a regular expression the place
   *     where its outcome is noted
   * @param patterns by keyword: its regular expression; empty where keywords are literal
   */
  KeywordPlan(KeywordRule rule, int search, int[] numbers, List<Pattern> patterns) {
    this.rule = rule;
    this.search = search;
    this.numbers = numbers;
    this.patterns = patterns;
  }

  KeywordRule rule() {
    return rule;
  }

  /** Tells whether this version acts on the rule's method. */
  boolean acts() {
    return rule.method() == KeywordRule.Method.LITERAL || rule.method() == KeywordRule.Method.REGEX;
  }

  int search() {
    return search;
  }

  /** Returns how many keywords there are to look for. */
  int size() {
    return numbers.length;
  }

  int number(int keyword) {
    return numbers[keyword];
  }

  boolean isLiteral() {
    return patterns.isEmpty();
  }

  Pattern pattern(int keyword) {
    return patterns.get(keyword);
  }
}
