package io.codingrouter.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody probably meant. */
public final class Spelling {
  private Spelling() {}

  /**
   * Finds the known word nearest to an unknown one, ignoring case. Two letters that changed places
   * count as one mistake.
   *
   * @param word the unknown word
   * @param known the words to choose from
   * @return the nearest, empty if none is near: more than a third of the longer word would have to
   *     change, and neither contains the other
   */
  public static Optional<String> nearest(String word, Collection<String> known) {
    String lower = word.toLowerCase(Locale.ROOT);
    String best = null;
    double bestDistance = Double.POSITIVE_INFINITY;
    for (String each : known) {
      String candidate = each.toLowerCase(Locale.ROOT);
      int longer = Math.max(lower.length(), candidate.length());
      double distance = longer == 0 ? 0 : (double) distance(lower, candidate) / Math.max(1, longer);
      if (Math.min(lower.length(), candidate.length()) >= 3
          && (lower.contains(candidate) || candidate.contains(lower))) {
        distance = Math.min(distance, 0.3);
      }
      if (distance < bestDistance) {
        bestDistance = distance;
        best = each;
      }
    }
    return bestDistance <= 0.34 ? Optional.ofNullable(best) : Optional.empty();
  }

  /**
   * Counts the fewest insertions, deletions, changes and swaps of neighbours between two words
   * (optimal string alignment).
   *
   * @param a a word
   * @param b a word
   * @return how many; where a word is longer than 200 characters, which nobody types by hand, 0 or
   *     the longer length
   */
  public static int distance(String a, String b) {
    if (a.length() > 200 || b.length() > 200) {
      return a.equals(b) ? 0 : Math.max(a.length(), b.length());
    }
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
