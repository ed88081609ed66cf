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
  private static final int MOST_EDITS = 100;
  private static final int LONGEST_GRAM = 10;
  private static final int HIGHEST_SCORE = 1_000;

  private KeywordReader() {}

  static KeywordRule read(Section section, String name) {
    KeywordRule.Method method = method(section);
    section.field("fuzzy_threshold").integer(0, MOST_EDITS);
    section.field("bm25_threshold").number(0, HIGHEST_SCORE);
    section.field("ngram_threshold").number(0, 1);
    section.field("ngram_arity").integer(2, LONGEST_GRAM);
    Field keywords = section.field("keywords").required("a list of words");
    if (keywords.isList() && keywords.items().isEmpty()) {
      keywords.problem("must have at least one keyword");
    }
    if (method == KeywordRule.Method.REGEX) {
      keywords.items().forEach(PatternReader::check);
    }
    return KeywordRule.builder(name)
        .operator(section.field("operator").word(OPERATORS).orElse(Operator.OR))
        .method(method)
        .keywords(keywords.texts())
        .caseSensitive(section.field("case_sensitive").flag().orElse(false))
        .source(section.field("source").word(SOURCES).orElse(TextSource.ASK))
        .build();
  }

  private static KeywordRule.Method method(Section section) {
    Field methodField = section.field("method");
    Field fuzzyField = section.field("fuzzy_match");
    KeywordRule.Method method = methodField.word(METHODS).orElse(KeywordRule.Method.LITERAL);
    if (fuzzyField.flag().orElse(false) && method != KeywordRule.Method.FUZZY) {
      if (methodField.isPresent()) {
        fuzzyField.problem("contradicts method: write method: fuzzy alone, or fuzzy_match: false");
      }
      Inert.warnOfMethod(fuzzyField, KeywordRule.Method.FUZZY);
      return KeywordRule.Method.FUZZY;
    }
    Inert.warnOfMethod(methodField, method);
    return method;
  }
}
