package io.codingrouter.signal;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compiles rules to a {@link KeywordIndex}. Used once. */
final class KeywordCompiler {
  private final KeywordSet folded = new KeywordSet(true);
  private final KeywordSet exact = new KeywordSet(false);
  private final Map<Pass, Integer> passes = new LinkedHashMap<>();
  private int patterns;

  /** What is read, and how. */
  private record Pass(TextSource source, boolean caseSensitive) {}

  KeywordIndex compile(List<KeywordRule> rules) {
    List<KeywordPlan> plans = rules.stream().map(this::plan).toList();
    Automaton foldedWords = folded.compile();
    Automaton exactWords = exact.compile();
    List<KeywordSearch> searches =
        passes.keySet().stream()
            .map(
                pass ->
                    new KeywordSearch(
                        pass.source(), pass.caseSensitive() ? exactWords : foldedWords))
            .toList();
    return new KeywordIndex(plans, searches, patterns);
  }

  private KeywordPlan plan(KeywordRule rule) {
    checkKeywords(rule);
    return switch (rule.method()) {
      case LITERAL -> literal(rule);
      case REGEX -> regex(rule);
      case FUZZY, BM25, NGRAM -> new KeywordPlan(rule, 0, new int[0], List.of());
    };
  }

  private static void checkKeywords(KeywordRule rule) {
    for (int i = 0; i < rule.keywords().size(); i++) {
      if (Chars.symbols(rule.keywords().get(i), false).length == 0) {
        throw new IllegalArgumentException(
            keyword(rule, i) + " is blank: write what to look for, or remove it");
      }
    }
  }

  private KeywordPlan literal(KeywordRule rule) {
    Pass pass = new Pass(rule.source(), rule.caseSensitive());
    int search = passes.computeIfAbsent(pass, absent -> passes.size());
    KeywordSet set = rule.caseSensitive() ? exact : folded;
    int[] numbers = rule.keywords().stream().mapToInt(set::add).toArray();
    return new KeywordPlan(rule, search, numbers, List.of());
  }

  private KeywordPlan regex(KeywordRule rule) {
    int flags = rule.caseSensitive() ? 0 : Pattern.CASE_INSENSITIVE;
    int[] numbers = new int[rule.keywords().size()];
    List<Pattern> compiled = new ArrayList<>(numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = patterns++;
      try {
        compiled.add(Pattern.compile(rule.keywords().get(i), flags));
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            keyword(rule, i)
                + " is not a regular expression of RE2: "
                + e.getDescription()
                + "; without `method: regex` it is taken literally");
      }
    }
    return new KeywordPlan(rule, 0, numbers, List.copyOf(compiled));
  }

  private static String keyword(KeywordRule rule, int index) {
    return "keyword " + (index + 1) + " of signal \"" + rule.name() + "\"";
  }
}
