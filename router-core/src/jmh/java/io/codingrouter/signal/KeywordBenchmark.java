package io.codingrouter.signal;

import io.codingrouter.message.ChatRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How fast are keywords found, does it matter how many there are, and what if they match
 * everywhere? The rival is what one would write without an automaton: for each signal an
 * alternation of java.util.regex on word boundaries, compiled once.
 *
 * <p>{@code ten}: one signal of ten words. {@code thousands}: 1,000 signals of ten. {@code
 * everywhere}: nested keywords on a text in which each of them ends at every other character, with
 * word boundaries that hold and that don't.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KeywordBenchmark {
  private static final List<String> WORDS =
      List.of(
          "prove",
          "theorem",
          "refactor",
          "implement",
          "class",
          "function",
          "debug",
          "integral",
          "matrix",
          "compile",
          "stack trace",
          "unit test",
          "database",
          "C++",
          "regex");

  /** Which keywords. */
  @Param({"ten", "thousands", "everywhere"})
  public String keywords;

  /** How much text, in characters, all of them ASCII. */
  @Param({"200", "4096", "32768"})
  public int length;

  private KeywordIndex index;
  private int rules;
  private List<Pattern> patterns;
  private Envelopes envelopes;
  private ChatRequest request;
  private String text;

  /** Makes keywords and text from a fixed seed. */
  @Setup(Level.Trial)
  public void prepare() {
    List<KeywordRule> made =
        switch (keywords) {
          case "ten" -> List.of(rule(0, WORDS.subList(0, 10)));
          case "thousands" -> thousands();
          default -> List.of(rule(0, nested()));
        };
    rules = made.size();
    index = KeywordIndex.compile(made);
    patterns = made.stream().map(KeywordBenchmark::alternation).toList();
    text = keywords.equals("everywhere") ? "a ".repeat(length / 2) : prose(length);
    envelopes = Envelopes.standard();
    request = ChatRequest.user(text);
    request.messages();
  }

  private static KeywordRule rule(int number, List<String> words) {
    return KeywordRule.builder("rule" + number)
        .keywords(words)
        .operator(KeywordRule.Operator.OR)
        .source(TextSource.ALL)
        .build();
  }

  private static List<KeywordRule> thousands() {
    Random random = new Random(1);
    List<KeywordRule> made = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      List<String> words = new ArrayList<>();
      for (int j = 0; j < 10; j++) {
        words.add(word(random) + (random.nextInt(4) == 0 ? " " + word(random) : ""));
      }
      made.add(rule(i, words));
    }
    return made;
  }

  // a, a a, a a a ..., and as many that fail at their last character.
  private static List<String> nested() {
    List<String> nested = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      nested.add("a" + " a".repeat(i));
      nested.add("a" + " a".repeat(i) + " b");
    }
    return nested;
  }

  private static String prose(int length) {
    Random random = new Random(2);
    StringBuilder prose = new StringBuilder();
    while (prose.length() < length) {
      boolean keyword = random.nextInt(60) == 0;
      prose.append(keyword ? WORDS.get(random.nextInt(WORDS.size())) : word(random)).append(' ');
    }
    return prose.substring(0, length);
  }

  // Syllables, so that words share beginnings as those of a language do.
  private static String word(Random random) {
    String[] syllables = {
      "re", "con", "in", "ta", "ser", "ver", "mo", "de", "li", "pro", "s", "er", "ing", "ma", "te"
    };
    StringBuilder word = new StringBuilder();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      word.append(syllables[random.nextInt(syllables.length)]);
    }
    return word.toString();
  }

  private static Pattern alternation(KeywordRule rule) {
    return Pattern.compile(
        rule.keywords().stream()
            .map(word -> "\\b" + Pattern.quote(word) + "(?:\\b|(?<=\\W))")
            .collect(Collectors.joining("|")),
        Pattern.CASE_INSENSITIVE);
  }

  /** One pass, then the signals' bits. */
  @Benchmark
  public int automaton() {
    KeywordMatches matches = index.match(envelopes.read(request));
    int fired = 0;
    for (int i = 0; i < rules; i++) {
      fired += matches.matched(i) ? 1 : 0;
    }
    return fired;
  }

  /** One search for each signal, each ending at its first match. */
  @Benchmark
  public int javaUtilRegex() {
    int fired = 0;
    for (Pattern pattern : patterns) {
      fired += pattern.matcher(text).find() ? 1 : 0;
    }
    return fired;
  }
}
