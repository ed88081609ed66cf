package io.codingrouter.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ranks keywords by BM25, as documents for which the text is the query: see {@link
 * KeywordRule.Method#BM25}. Immutable.
 *
 * <p>A keyword scores the sum, over the words of the text, of {@code idf * tf * (k1 + 1) / (tf + k1
 * * (1 - b + b * length / average))}, where {@code idf = ln(1 + (N - n + 0.5) / (n + 0.5))}, N is
 * how many keywords the rule has, n how many of them have the word, tf how often this one has it,
 * and lengths are in words; k1 = 1.2, b = 0.75. That is Robertson and Zaragoza, "The Probabilistic
 * Relevance Framework: BM25 and Beyond" (2009), with the idf of Lucene, which is never negative.
 * Words are compared by their stems, and {@link StopWords} don't count; a keyword that has nothing
 * else keeps them.
 */
final class Bm25Index implements WordIndex {
  private static final double K1 = 1.2;
  private static final double B = 0.75;
  private static final int NONE = -1;

  private final Map<String, Integer> stems = new HashMap<>();
  private final List<int[]> keywordsByStem = new ArrayList<>();
  private final List<double[]> weightsByStem = new ArrayList<>();
  private final boolean[] stopStems; // by stem: whether a keyword has nothing but stop words
  private final double[] thresholds; // by keyword
  private final StemBeginnings beginnings = new StemBeginnings();

  /** A keyword as a document: how often it has each stem. */
  private record Document(Map<String, Integer> stems, int length, boolean stops) {}

  /**
   * Creates an index.
   *
   * @param given the keywords, those of one rule together; what is not {@linkplain
   *     WordKeyword#isWords words} is not looked for
   */
  Bm25Index(List<WordKeyword> given) {
    thresholds = new double[given.size()];
    Map<String, List<Weight>> weights = new LinkedHashMap<>();
    Map<String, Boolean> stops = new HashMap<>();
    for (int from = 0, to; from < given.size(); from = to) {
      KeywordRule rule = given.get(from).rule();
      to = from + rule.keywords().size();
      Arrays.fill(thresholds, from, to, rule.bm25Threshold());
      List<@Nullable Document> documents =
          given.subList(from, to).stream().<@Nullable Document>map(Bm25Index::document).toList();
      weigh(documents, from, weights);
      for (Document document : documents) {
        if (document != null && document.stops()) {
          document.stems().keySet().forEach(stem -> stops.put(stem, true));
        }
      }
    }
    stopStems = new boolean[weights.size()];
    weights.forEach(
        (stem, list) -> {
          stopStems[stems.size()] = stops.containsKey(stem);
          stems.put(stem, stems.size());
          beginnings.add(stem);
          keywordsByStem.add(list.stream().mapToInt(Weight::keyword).toArray());
          weightsByStem.add(list.stream().mapToDouble(Weight::weight).toArray());
        });
  }

  /** What a stem is worth to a keyword. */
  private record Weight(int keyword, double weight) {}

  private static @Nullable Document document(WordKeyword keyword) {
    if (!keyword.isWords()) {
      return null;
    }
    List<String> words = keyword.words();
    boolean stops = words.stream().allMatch(StopWords::contain);
    Map<String, Integer> stems = new LinkedHashMap<>();
    int length = 0;
    for (String word : words) {
      if (stops || !StopWords.contain(word)) {
        stems.merge(EnglishStemmer.stem(word), 1, Integer::sum);
        length++;
      }
    }
    return new Document(stems, length, stops);
  }

  private static void weigh(
      List<@Nullable Document> documents, int first, Map<String, List<Weight>> weights) {
    Map<String, Integer> frequencies = new HashMap<>();
    int count = 0;
    int words = 0;
    for (Document document : documents) {
      if (document != null) {
        count++;
        words += document.length();
        document.stems().keySet().forEach(stem -> frequencies.merge(stem, 1, Integer::sum));
      }
    }
    double average = (double) words / Math.max(1, count);
    for (int i = 0; i < documents.size(); i++) {
      Document document = documents.get(i);
      if (document != null) {
        for (Map.Entry<String, Integer> entry : document.stems().entrySet()) {
          int n = frequencies.getOrDefault(entry.getKey(), 0);
          double idf = Math.log(1 + (count - n + 0.5) / (n + 0.5));
          double tf = entry.getValue();
          double norm = tf + K1 * (1 - B + B * document.length() / average);
          weights
              .computeIfAbsent(entry.getKey(), absent -> new ArrayList<>(1))
              .add(new Weight(first + i, idf * tf * (K1 + 1) / norm));
        }
      }
    }
  }

  @Override
  public long[] search(TextWords words) {
    long[] found = Bits.none(thresholds.length);
    int[] occurrences = {}; // by stem
    int[] met = {};
    int size = 0;
    for (int word = 0; word < words.distinct(); word++) {
      int stem =
          beginnings.mayContain(words.chars(), words.start(word), words.end(word))
              ? stem(words.word(word))
              : NONE;
      if (stem != NONE) {
        if (size == 0) {
          occurrences = new int[stopStems.length];
          met = new int[stopStems.length];
        }
        if (occurrences[stem] == 0) {
          met[size++] = stem;
        }
        occurrences[stem] += words.occurrences(word);
      }
    }
    if (size > 0) {
      score(occurrences, met, size, found);
    }
    return found;
  }

  private void score(int[] occurrences, int[] met, int size, long[] found) {
    double[] scores = new double[thresholds.length];
    for (int i = 0; i < size; i++) {
      int[] keywords = keywordsByStem.get(met[i]);
      double[] weights = weightsByStem.get(met[i]);
      for (int j = 0; j < keywords.length; j++) {
        int keyword = keywords[j];
        scores[keyword] += occurrences[met[i]] * weights[j];
        if (scores[keyword] >= thresholds[keyword]) {
          Bits.add(found, keyword);
        }
      }
    }
  }

  private int stem(String word) {
    int stem = stems.getOrDefault(EnglishStemmer.stem(word), NONE);
    return stem != NONE && !stopStems[stem] && StopWords.contain(word) ? NONE : stem;
  }
}
