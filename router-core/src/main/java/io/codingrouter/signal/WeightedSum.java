package io.codingrouter.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A score of projections, ready to be worked out. Safe for concurrent use once linked. */
final class WeightedSum {
  private static final double DIGITS = 1e9;

  private final Projections.Score score;
  private final List<Term> terms;

  WeightedSum(Projections.Score score, List<Term> terms) {
    this.score = score;
    this.terms = List.copyOf(terms);
  }

  /** One summand. */
  static final class Term {
    private final Projections.Input input;
    private final @Nullable Evaluator signal;
    private final @Nullable WeightedSum sum;
    private int number;

    private Term(Projections.Input input, @Nullable Evaluator signal, @Nullable WeightedSum sum) {
      this.input = input;
      this.signal = signal;
      this.sum = sum;
    }

    /** A signal, null if nothing can decide it. */
    static Term of(Projections.Input input, @Nullable Evaluator signal) {
      return new Term(input, signal, null);
    }

    /** Another score. */
    static Term of(Projections.Input input, WeightedSum sum) {
      return new Term(input, null, sum);
    }

    private Evaluator.Cost cost() {
      return sum != null ? sum.cost() : signal != null ? signal.cost() : Evaluator.Cost.REQUEST;
    }

    private boolean reads(Evaluator.Matter matter) {
      return sum != null ? sum.reads(matter) : signal != null && signal.reads(matter);
    }

    private void link(ToIntFunction<Evaluator> numbers) {
      if (sum != null) {
        sum.link(numbers);
      } else if (signal != null) {
        number = numbers.applyAsInt(signal);
      }
    }

    private double weighted(SignalMatches matches) {
      double value =
          sum != null
              ? sum.value(matches)
              : input.value(signal == null ? SignalResult.MISS : matches.result(number));
      return input.weight() * value;
    }
  }

  String name() {
    return score.name();
  }

  Evaluator.Cost cost() {
    Evaluator.Cost dearest = Evaluator.Cost.REQUEST;
    for (Term term : terms) {
      if (term.cost().compareTo(dearest) > 0) {
        dearest = term.cost();
      }
    }
    return dearest;
  }

  boolean reads(Evaluator.Matter matter) {
    return terms.stream().anyMatch(term -> term.reads(matter));
  }

  void link(ToIntFunction<Evaluator> numbers) {
    terms.forEach(term -> term.link(numbers));
  }

  /** The sum, worked out once a request; asks all inputs. */
  double value(SignalMatches matches) {
    return matches.once(this, () -> sum(matches));
  }

  private double sum(SignalMatches matches) {
    double sum = 0;
    for (Term term : terms) {
      sum += term.weighted(matches);
    }
    double rounded = Math.rint(sum * DIGITS) / DIGITS;
    return Double.isFinite(rounded) ? rounded : sum;
  }

  /** The inputs that count, once the sum is known. */
  List<String> evidence(SignalMatches matches) {
    List<String> evidence = new ArrayList<>();
    for (Term term : terms) {
      double weighted = term.weighted(matches);
      if (weighted != 0) {
        evidence.add(
            String.format(
                Locale.ROOT, "%+.3f %s %s", weighted, term.input.type(), term.input.name()));
      }
    }
    return evidence;
  }
}
