package io.codingrouter.config;

import io.codingrouter.signal.KeywordRule;
import io.codingrouter.signal.KeywordRule.Operator;
import io.codingrouter.signal.TextSource;
import java.util.List;

/** Reads keyword signals. */
final class KeywordReader {
  private static final Words<Operator> OPERATORS =
      Words.of(List.of(Operator.values()), Operator::name);
  private static final Words<KeywordRule.Method> METHODS =
      Words.of(List.of(KeywordRule.Method.values()), KeywordRule.Method::configName);
  private static final Words<TextSource> SOURCES =
      Words.of(List.of(TextSource.values()), TextSource::configName);
  private static final int LONGEST_GRAM = 10;
  private static final int HIGHEST_SCORE = 1_000;

  private KeywordReader() {}

  static KeywordRule read(Section section, String name) {
    KeywordRule.Method method = method(section);
    Field keywords = section.field("keywords").required("a list of words");
    if (keywords.isEmptyList()) {
      keywords.problem("must have at least one keyword");
    }
    if (method == KeywordRule.Method.REGEX) {
      keywords.items().forEach(PatternReader::check);
    }
    KeywordRule.Builder rule = KeywordRule.builder(name);
    readThresholds(section, method, rule);
    return rule.operator(section.field("operator").word(OPERATORS).orElse(Operator.OR))
        .method(method)
        .keywords(keywords.texts())
        .caseSensitive(section.field("case_sensitive").flag().orElse(false))
        .source(section.field("source").word(SOURCES).orElse(TextSource.ASK))
        .build();
  }

  private static void readThresholds(
      Section section, KeywordRule.Method method, KeywordRule.Builder rule) {
    Field fuzzy = of(KeywordRule.Method.FUZZY, method, section.field("fuzzy_threshold"));
    fuzzy.integer(0, 100).filter(n -> isFuzzyThreshold(fuzzy, n)).ifPresent(rule::fuzzyThreshold);
    of(KeywordRule.Method.BM25, method, section.field("bm25_threshold"))
        .number(0, HIGHEST_SCORE)
        .ifPresent(score -> rule.bm25Threshold(score.doubleValue()));
    of(KeywordRule.Method.NGRAM, method, section.field("ngram_threshold"))
        .number(0, 1)
        .ifPresent(similarity -> rule.ngramThreshold(similarity.doubleValue()));
    of(KeywordRule.Method.NGRAM, method, section.field("ngram_arity"))
        .integer(2, LONGEST_GRAM)
        .ifPresent(rule::ngramArity);
  }

  /** Warns of a setting that belongs to another method than the one that is used. */
  private static Field of(KeywordRule.Method owner, KeywordRule.Method method, Field setting) {
    if (setting.isPresent() && owner != method) {
      setting.warn("does nothing: it is a setting of method: " + owner.configName());
    }
    return setting;
  }

  private static boolean isFuzzyThreshold(Field field, int threshold) {
    if (threshold > KeywordRule.MOST_EDITS && threshold < KeywordRule.LEAST_PERCENT) {
      field.problem(
          "must be a number of edits from 0 to "
              + KeywordRule.MOST_EDITS
              + ", or a similarity from "
              + KeywordRule.LEAST_PERCENT
              + " to 100 percent");
      return false;
    }
    return true;
  }

  private static KeywordRule.Method method(Section section) {
    Field methodField = section.field("method");
    Field fuzzyField = section.field("fuzzy_match");
    KeywordRule.Method method = methodField.word(METHODS).orElse(KeywordRule.Method.LITERAL);
    if (fuzzyField.flag().orElse(false) && method != KeywordRule.Method.FUZZY) {
      if (methodField.isPresent()) {
        fuzzyField.problem("contradicts method: write method: fuzzy alone, or fuzzy_match: false");
      }
      return KeywordRule.Method.FUZZY;
    }
    return method;
  }
}
