package io.codingrouter.signal;

import io.codingrouter.judgement.Judgement;
import java.util.List;
import java.util.Locale;

/** A language rule as a signal. */
final class LanguageSignal extends Evaluator {
  private static final int LONGEST_CODE = 3;

  private final LanguageRule rule;

  LanguageSignal(LanguageRule rule) {
    super(rule.type(), rule.name());
    this.rule = rule;
  }

  @Override
  Cost cost() {
    return Cost.TEXT;
  }

  @Override
  SignalResult evaluate(SignalMatches matches, int number) {
    Judgement language = matches.language();
    matches.keep(number, language);
    return language.label().equals(rule.name()) && language.score() >= rule.threshold()
        ? new SignalResult(true, language.score(), language.label())
        : SignalResult.MISS;
  }

  // A detector of the application's own may call a language whatever it likes.
  private static String describe(Judgement language) {
    String label = language.label();
    return String.format(
        Locale.ROOT,
        "%s, score %.2f",
        label.length() <= LONGEST_CODE ? label : "another language",
        language.score());
  }

  @Override
  List<String> evidence(SignalMatches matches, int number) {
    return matches.kept(number) instanceof Judgement language
        ? List.of(describe(language))
        : List.of();
  }
}
