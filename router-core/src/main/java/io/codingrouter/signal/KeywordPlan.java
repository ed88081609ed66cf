package io.codingrouter.signal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A keyword rule, compiled. Immutable.
 *
 * <p>Its keywords are numbers of bits. They are kept as masks over the words of a set of bits as
 * well: a rule's keywords have numbers in a row, so a rule is one or two masks, however many
 * keywords it has.
 */
final class KeywordPlan {
  private final KeywordRule rule;
  private final int search;
  private final int[] numbers;
  private final List<Expression> patterns;
  private final KeywordRule.Operator operator;
  private final boolean regex;
  private final int[] words;
  private final long[] masks;

  /**
   * Creates a plan.
   *
   * @param rule the rule
   * @param search which search of the index finds its keywords, unless they are regular expressions
   * @param numbers by keyword: its number in that search, or for a regular expression the place
   *     where its outcome is noted
   * @param patterns by keyword: its regular expression; empty where keywords are none
   */
  KeywordPlan(KeywordRule rule, int search, int[] numbers, List<Expression> patterns) {
    this.rule = rule;
    this.search = search;
    this.numbers = numbers;
    this.patterns = patterns;
    this.operator = rule.operator();
    this.regex = rule.method() == KeywordRule.Method.REGEX;
    Map<Integer, Long> byWord = new TreeMap<>();
    for (int number : numbers) {
      byWord.merge(number >> 6, 1L << number, (a, b) -> a | b);
    }
    this.words = byWord.keySet().stream().mapToInt(Integer::intValue).toArray();
    this.masks = byWord.values().stream().mapToLong(Long::longValue).toArray();
  }

  KeywordRule rule() {
    return rule;
  }

  KeywordRule.Operator operator() {
    return operator;
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

  /** Tells whether its keywords are regular expressions, tried one by one. */
  boolean isRegex() {
    return regex;
  }

  Expression pattern(int keyword) {
    return patterns.get(keyword);
  }

  /** Tells whether any of the keywords is in a set of bits. */
  boolean anyOf(long[] found) {
    for (int i = 0; i < words.length; i++) {
      if ((found[words[i]] & masks[i]) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Tells whether all of the keywords are in a set of bits. */
  boolean allOf(long[] found) {
    for (int i = 0; i < words.length; i++) {
      if ((found[words[i]] & masks[i]) != masks[i]) {
        return false;
      }
    }
    return true;
  }
}
