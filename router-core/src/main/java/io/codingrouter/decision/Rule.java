package io.codingrouter.decision;

import io.codingrouter.signal.SignalTest;
import java.util.List;
import java.util.Objects;

/**
 * When a decision holds: signals combined by AND, OR and NOT, nested at will. Immutable.
 *
 * <p>A rule also has a confidence. A signal's is its score, 1 for keywords; AND takes the mean of
 * its children, OR its best child that holds, NOT is 1. AND of nothing always holds, with
 * confidence 0; OR of nothing never does.
 */
public sealed interface Rule {

  /** AND of nothing: always holds, with confidence 0. */
  Rule ALWAYS = new All(List.of());

  /**
   * Holds when a signal fires.
   *
   * @param type the signal's kind in lower case, such as {@code keyword}
   * @param name the signal's name
   * @param test what is asked of it beyond that it fires
   */
  record Is(String type, String name, SignalTest test) implements Rule {
    public Is {
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(test, "test");
    }
  }

  /**
   * Holds when all children hold.
   *
   * @param children the rules to combine
   */
  record All(List<Rule> children) implements Rule {
    public All {
      children = List.copyOf(children);
    }
  }

  /**
   * Holds when any child holds.
   *
   * @param children the rules to combine
   */
  record Any(List<Rule> children) implements Rule {
    public Any {
      children = List.copyOf(children);
    }
  }

  /**
   * Holds when its child does not.
   *
   * @param child the rule to negate
   */
  record Not(Rule child) implements Rule {
    public Not {
      Objects.requireNonNull(child, "child");
    }
  }

  /**
   * Holds when a signal fires.
   *
   * @param type the signal's kind, such as {@code keyword}
   * @param name the signal's name
   * @return the rule
   */
  static Rule is(String type, String name) {
    return new Is(type, name, SignalTest.NONE);
  }

  /**
   * Holds when a signal fires and what it found passes a test.
   *
   * @param type the signal's kind, such as {@code keyword}
   * @param name the signal's name
   * @param test what is asked of it beyond that it fires
   * @return the rule
   */
  static Rule is(String type, String name, SignalTest test) {
    return new Is(type, name, test);
  }

  /**
   * Holds when all rules hold.
   *
   * @param rules the rules to combine
   * @return the rule
   */
  static Rule all(Rule... rules) {
    return new All(List.of(rules));
  }

  /**
   * Holds when any rule holds.
   *
   * @param rules the rules to combine
   * @return the rule
   */
  static Rule any(Rule... rules) {
    return new Any(List.of(rules));
  }

  /**
   * Holds when a rule does not.
   *
   * @param rule the rule to negate
   * @return the rule
   */
  static Rule not(Rule rule) {
    return new Not(rule);
  }
}
