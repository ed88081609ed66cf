package io.codingrouter.signal;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.text.Spelling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
 * What do keywords cost that are compared with words, and does it matter how many there are? The
 * rival is what one would write without an index: each keyword with each word of the text, the text
 * split once a signal.
 *
 * <p>A prompt of 2,000 characters; {@code rules} signals of ten keywords each, of one method or of
 * the three in turn.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KeywordMethodsBenchmark {
  private static final int KEYWORDS = 10;
  private static final int LENGTH = 2_000;
  private static final int ARITY = 3;

  /** How keywords are compared. */
  @Param({"fuzzy", "bm25", "ngram", "all"})
  public String method;

  /** How many signals. */
  @Param({"30", "1000"})
  public int rules;

  private List<KeywordRule> made;
  private KeywordIndex index;
  private Envelopes envelopes;
  private ChatRequest request;
  private String text;

  /** Makes keywords and text from a fixed seed. */
  @Setup(Level.Trial)
  public void prepare() {
    Random random = new Random(1);
    KeywordRule.Method[] methods =
        method.equals("all")
            ? new KeywordRule.Method[] {
              KeywordRule.Method.FUZZY, KeywordRule.Method.BM25, KeywordRule.Method.NGRAM
            }
            : new KeywordRule.Method[] {
              KeywordRule.Method.valueOf(method.toUpperCase(Locale.ROOT))
            };
    made = new ArrayList<>();
    for (int i = 0; i < rules; i++) {
      List<String> keywords = new ArrayList<>();
      for (int j = 0; j < KEYWORDS; j++) {
        keywords.add(word(random) + (random.nextInt(8) == 0 ? " " + word(random) : ""));
      }
      made.add(
          KeywordRule.builder("rule" + i)
              .method(methods[i % methods.length])
              .keywords(keywords)
              .source(TextSource.ALL)
              .build());
    }
    StringBuilder prose = new StringBuilder();
    while (prose.length() < LENGTH) {
      prose.append(random.nextInt(3) == 0 ? "the" : word(random)).append(' ');
    }
    text = prose.substring(0, LENGTH);
    index = KeywordIndex.compile(made);
    envelopes = Envelopes.standard();
    request = ChatRequest.user(text);
    request.messages();
  }

  // Syllables, so that words share pieces as those of a language do.
  private static String word(Random random) {
    String[] syllables = {
      "re", "con", "in", "ta", "ser", "ver", "mo", "de", "li", "pro", "s", "er", "ing", "ma", "te",
      "gra", "phy", "bo", "lu", "ck", "sta", "ble", "quo", "fu", "na", "ti", "on", "al", "ex", "hi"
    };
    StringBuilder word = new StringBuilder();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      word.append(syllables[random.nextInt(syllables.length)]);
    }
    return word.toString();
  }

  /** One split, one pass for each method, then the signals' bits. */
  @Benchmark
  public int indexed() {
    KeywordMatches matches = index.match(envelopes.read(request));
    int fired = 0;
    for (int i = 0; i < rules; i++) {
      fired += matches.matched(i) ? 1 : 0;
    }
    return fired;
  }

  /** Each signal for itself, up to its first keyword that is found. */
  @Benchmark
  public int naive() {
    int fired = 0;
    for (KeywordRule rule : made) {
      fired += fires(rule) ? 1 : 0;
    }
    return fired;
  }

  private boolean fires(KeywordRule rule) {
    String[] words = text.toLowerCase(Locale.ROOT).split("\\W+", -1);
    for (String word : words) {
      for (String keyword : rule.keywords()) {
        if (isFound(rule, keyword, word)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isFound(KeywordRule rule, String keyword, String word) {
    return switch (rule.method()) {
      case FUZZY -> Spelling.distance(keyword, word) <= FuzzyIndex.edits(keyword.length(), 2);
      case BM25 -> EnglishStemmer.stem(keyword).equals(EnglishStemmer.stem(word));
      case NGRAM -> similarity(keyword, word) >= rule.ngramThreshold();
      case LITERAL, REGEX -> throw new AssertionError(rule);
    };
  }

  private static double similarity(String a, String b) {
    Set<String> common = grams(a);
    Set<String> other = grams(b);
    int all = common.size() + other.size();
    common.retainAll(other);
    return (double) common.size() / (all - common.size());
  }

  private static Set<String> grams(String text) {
    String padded = "  " + text + "  ";
    Set<String> grams = new HashSet<>();
    for (int i = 0; i + ARITY <= padded.length(); i++) {
      grams.add(padded.substring(i, i + ARITY));
    }
    return grams;
  }
}
