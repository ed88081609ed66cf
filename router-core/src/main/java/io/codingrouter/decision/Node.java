package io.codingrouter.decision;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A rule, compiled: signals are numbers, and the cheaper of two children is asked first. Evaluation
 * allocates nothing.
 */
abstract sealed class Node {

  /**
   * Evaluates the rule.
   *
   * @param outcomes what the signals found
   * @param exact whether the confidence matters; if not, the first reason to hold is enough
   * @return the confidence from 0 to 1 if the rule holds, {@link SignalOutcomes#MISS} if not
   */
  abstract double evaluate(SignalOutcomes outcomes, boolean exact);

  /** The number of the dearest signal below: numbers rise with cost. */
  abstract int cost();

  static Node compile(Rule rule, ToIntFunction<Rule.Is> signals) {
    if (rule instanceof Rule.Is leaf) {
      int signal = signals.applyAsInt(leaf);
      return signal < 0 ? new Or(List.of()) : new Leaf(signal);
    }
    if (rule instanceof Rule.All all) {
      return new And(compile(all.children(), signals));
    }
    if (rule instanceof Rule.Any any) {
      return new Or(compile(any.children(), signals));
    }
    if (rule instanceof Rule.Not not) {
      return new Not(compile(not.child(), signals));
    }
    throw new AssertionError(rule);
  }

  private static List<Node> compile(List<Rule> rules, ToIntFunction<Rule.Is> signals) {
    return rules.stream()
        .map(rule -> compile(rule, signals))
        .sorted(Comparator.comparingInt(Node::cost))
        .toList();
  }

  private static final class Leaf extends Node {
    private final int signal;

    Leaf(int signal) {
      this.signal = signal;
    }

    @Override
    double evaluate(SignalOutcomes outcomes, boolean exact) {
      return outcomes.score(signal);
    }

    @Override
    int cost() {
      return signal;
    }
  }

  private abstract static sealed class Composite extends Node {
    final Node[] children;

    Composite(List<Node> children) {
      this.children = children.toArray(Node[]::new);
    }

    @Override
    int cost() {
      return children.length == 0 ? -1 : children[children.length - 1].cost();
    }
  }

  private static final class And extends Composite {
    And(List<Node> children) {
      super(children);
    }

    @Override
    double evaluate(SignalOutcomes outcomes, boolean exact) {
      double sum = 0;
      for (Node child : children) {
        double confidence = child.evaluate(outcomes, exact);
        if (confidence < 0) {
          return SignalOutcomes.MISS;
        }
        sum += confidence;
      }
      return children.length == 0 ? 0 : sum / children.length;
    }
  }

  private static final class Or extends Composite {
    Or(List<Node> children) {
      super(children);
    }

    @Override
    double evaluate(SignalOutcomes outcomes, boolean exact) {
      double best = SignalOutcomes.MISS;
      for (Node child : children) {
        best = Math.max(best, child.evaluate(outcomes, exact));
        if (best >= 1 || (best >= 0 && !exact)) {
          return best;
        }
      }
      return best;
    }
  }

  private static final class Not extends Node {
    private final Node child;

    Not(Node child) {
      this.child = child;
    }

    @Override
    double evaluate(SignalOutcomes outcomes, boolean exact) {
      return child.evaluate(outcomes, false) < 0 ? 1 : SignalOutcomes.MISS;
    }

    @Override
    int cost() {
      return child.cost();
    }
  }
}
