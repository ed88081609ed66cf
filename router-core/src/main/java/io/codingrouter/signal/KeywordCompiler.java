package io.codingrouter.signal;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compiles rules to a {@link KeywordIndex}. Used once. */
final class KeywordCompiler {
  private final KeywordSet folded = new KeywordSet(true);
  private final KeywordSet exact = new KeywordSet(false);
  private final Map<KeywordPass.Key, Integer> numbers = new HashMap<>();
  private final List<KeywordPass> passes = new ArrayList<>();
  private final PartSearch.Builder parts = new PartSearch.Builder();
  private int patterns;

  KeywordIndex compile(List<KeywordRule> rules) {
    List<KeywordPlan> plans = rules.stream().map(this::plan).toList();
    Automaton foldedWords = folded.compile();
    Automaton exactWords = exact.compile();
    List<KeywordSearch> searches =
        passes.stream().map(pass -> pass.compile(foldedWords, exactWords)).toList();
    return new KeywordIndex(plans, searches, parts.build(), patterns);
  }

  private KeywordPlan plan(KeywordRule rule) {
    checkKeywords(rule);
    return switch (rule.method()) {
      case LITERAL -> literal(rule);
      case REGEX -> regex(rule);
      case FUZZY, BM25, NGRAM -> words(rule);
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
    int search = search(KeywordPass.Key.of(rule));
    int[] found = rule.keywords().stream().mapToInt(word -> literalNumber(rule, word)).toArray();
    return new KeywordPlan(rule, search, found, List.of());
  }

  private int literalNumber(KeywordRule rule, String keyword) {
    return (rule.caseSensitive() ? exact : folded).add(keyword);
  }

  private KeywordPlan words(KeywordRule rule) {
    int search = search(KeywordPass.Key.of(rule));
    int[] found = new int[rule.keywords().size()];
    for (int i = 0; i < found.length; i++) {
      String written = rule.keywords().get(i);
      WordKeyword keyword = WordKeyword.of(rule, written);
      boolean asWritten = rule.method() == KeywordRule.Method.FUZZY || !keyword.isWords();
      found[i] =
          passes
              .get(search)
              .add(
                  keyword,
                  asWritten ? literalNumber(rule, written) : -1,
                  asWritten ? search(KeywordPass.Key.of(rule).literal()) : 0);
    }
    return new KeywordPlan(rule, search, found, List.of());
  }

  private int search(KeywordPass.Key key) {
    return numbers.computeIfAbsent(
        key,
        absent -> {
          passes.add(new KeywordPass(key));
          return passes.size() - 1;
        });
  }

  private KeywordPlan regex(KeywordRule rule) {
    int flags = rule.caseSensitive() ? 0 : Pattern.CASE_INSENSITIVE;
    int[] numbers = new int[rule.keywords().size()];
    List<Expression> compiled = new ArrayList<>(numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = patterns++;
      try {
        compiled.add(new Expression(Pattern.compile(rule.keywords().get(i), flags), parts));
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
