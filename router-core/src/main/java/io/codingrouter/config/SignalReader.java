package io.codingrouter.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.codingrouter.signal.KeywordRule;
import io.codingrouter.signal.KeywordRule.Operator;
import io.codingrouter.signal.SignalRule;
import io.codingrouter.signal.TextSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the signals: keywords in full, other kinds for their names. */
final class SignalReader {
  private static final Words<Operator> OPERATORS =
      Words.of(List.of(Operator.values()), Operator::name);
  private static final Words<KeywordRule.Method> METHODS =
      Words.of(List.of(KeywordRule.Method.values()), KeywordRule.Method::configName);
  private static final Words<TextSource> SOURCES =
      Words.of(List.of(TextSource.values()), TextSource::configName);
  private static final int LONGEST_PATTERN = 1_000;
  private static final int LARGEST_PATTERN = 10_000;
  private static final int MOST_EDITS = 100;
  private static final int LONGEST_GRAM = 10;
  private static final int HIGHEST_SCORE = 1_000;

  private final Map<String, Names> namesByType = new LinkedHashMap<>();

  /** The names of the signals read so far, by the type that conditions use. */
  Map<String, Names> names() {
    return namesByType;
  }

  List<SignalRule> read(Section section) {
    List<SignalRule> rules = new ArrayList<>(section.field("keywords").sections(this::keyword));
    for (Map.Entry<String, String> kind : SignalKinds.TYPES_BY_KEY.entrySet()) {
      if (!kind.getKey().equals("keywords")) {
        other(section.field(kind.getKey()), kind.getKey(), kind.getValue());
      }
    }
    return List.copyOf(rules);
  }

  private KeywordRule keyword(Section section) {
    Field nameField = section.field("name").required("the name that conditions use");
    String name = nameField.text().orElse("");
    names("keyword").add(nameField, name);
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
      keywords.items().forEach(SignalReader::checkPattern);
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

  private static void checkPattern(Field item) {
    String pattern = item.quietText();
    if (pattern.length() > LONGEST_PATTERN || PatternSize.of(pattern) > LARGEST_PATTERN) {
      item.problem(
          "is not a regular expression that fits: at most "
              + LONGEST_PATTERN
              + " characters, and "
              + LARGEST_PATTERN
              + " with its repetitions written out");
      return;
    }
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      item.problem(
          "is not a regular expression of RE2: check brackets and repetitions; it has neither"
              + " lookaround nor back references");
    }
  }

  private void other(Field field, String key, String type) {
    if (!field.isPresent()) {
      return;
    }
    Inert.warnOfSignals(field, key);
    field.noteUnused();
    Names names = names(type);
    String nameKey = type.equals("authz") ? "role" : "name";
    for (String name : field.namesWithin(nameKey)) {
      names.add(name);
    }
  }

  private Names names(String type) {
    return namesByType.computeIfAbsent(type, t -> new Names(t + " signal"));
  }
}
