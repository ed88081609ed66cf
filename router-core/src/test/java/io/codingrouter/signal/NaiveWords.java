package io.codingrouter.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * The methods that compare words, as slow and plain as they can be written: every keyword with
 * every word. For ASCII.
 */
final class NaiveWords {
  private NaiveWords() {}

  static boolean isFuzzy(String text, String keyword, int threshold) {
    return isInRow(
        text, keyword, (word, wanted) -> edits(word, wanted) <= allowed(wanted, threshold));
  }

  private static int allowed(String word, int threshold) {
    int length = word.length();
    double wanted = threshold <= 5 ? threshold : Math.floor(length * (100 - threshold) / 100.0);
    return (int) Math.max(0, Math.min(Math.min(wanted, 5), Math.floor(length / 3.0) - 1));
  }

  /** Insertions, deletions, changes and swaps of neighbours, none of them edited again. */
  private static int edits(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        edits[i][j] =
            Math.min(
                edits[i - 1][j - 1] + (same ? 0 : 1),
                1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          edits[i][j] = Math.min(edits[i][j], 1 + edits[i - 2][j - 2]);
        }
      }
    }
    return edits[a.length()][b.length()];
  }

  static boolean isSimilar(String text, String keyword, double threshold, int arity) {
    String whole = String.join(" ", text.toLowerCase(Locale.ROOT).strip().split("\\s+"));
    return isInRow(text, keyword, (word, wanted) -> isAlike(word, wanted, threshold, arity))
        || (whole.length() <= 200
            && isAlike(whole, keyword.toLowerCase(Locale.ROOT), threshold, arity));
  }

  private static boolean isAlike(String a, String b, double threshold, int arity) {
    Map<String, Integer> grams = grams(a, arity);
    Map<String, Integer> others = grams(b, arity);
    Set<String> either = new HashSet<>(grams.keySet());
    either.addAll(others.keySet());
    int common = 0;
    int all = 0;
    for (String gram : either) {
      int here = grams.getOrDefault(gram, 0);
      int there = others.getOrDefault(gram, 0);
      common += Math.min(here, there);
      all += Math.max(here, there);
    }
    return common > 0 && (double) common / all >= threshold;
  }

  private static Map<String, Integer> grams(String text, int arity) {
    String pad = " ".repeat(arity - 1);
    String padded = pad + text + pad;
    Map<String, Integer> grams = new HashMap<>();
    for (int i = 0; !text.isEmpty() && i + arity <= padded.length(); i++) {
      grams.merge(padded.substring(i, i + arity), 1, Integer::sum);
    }
    return grams;
  }

  /** Scores each keyword, by the formula as the books have it. */
  static List<Double> bm25(String text, List<String> keywords) {
    List<List<String>> documents = keywords.stream().map(NaiveWords::terms).toList();
    double average = documents.stream().mapToInt(List::size).average().orElse(1);
    List<Double> scores = new ArrayList<>();
    for (List<String> document : documents) {
      double score = 0;
      for (String word : words(text)) {
        String term = EnglishStemmer.stem(word);
        double tf = document.stream().filter(term::equals).count();
        double n = documents.stream().filter(other -> other.contains(term)).count();
        double idf = Math.log(1 + (documents.size() - n + 0.5) / (n + 0.5));
        double norm = 1.2 * (1 - 0.75 + 0.75 * document.size() / average);
        score += StopWords.contain(word) ? 0 : idf * tf * 2.2 / (tf + norm);
      }
      scores.add(score);
    }
    return scores;
  }

  private static List<String> terms(String keyword) {
    return words(keyword).stream()
        .filter(word -> !StopWords.contain(word))
        .map(EnglishStemmer::stem)
        .toList();
  }

  private static boolean isInRow(String text, String keyword, BiPredicate<String, String> isNear) {
    List<String> words = words(text);
    List<String> wanted = words(keyword);
    for (int at = 0; at + wanted.size() <= words.size(); at++) {
      boolean all = true;
      for (int i = 0; i < wanted.size(); i++) {
        all &= isNear.test(words.get(at + i), wanted.get(i));
      }
      if (all) {
        return true;
      }
    }
    return false;
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^a-z0-9_]+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
