package io.codingrouter.signal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words, each of several languages by number; one is found in a text without cutting it out. */
final class FrequentWords {
  private final String[] words;
  private final int[][] languages;
  private final int longest;

  FrequentWords(Map<String, List<Integer>> table) {
    int slots = Integer.highestOneBit(table.size()) * 4; // at most half of them are taken
    this.words = new String[slots];
    this.languages = new int[slots][];
    table.forEach(
        (word, numbers) -> {
          int slot = slot(word.hashCode());
          while (words[slot] != null) {
            slot = next(slot);
          }
          words[slot] = word;
          languages[slot] = numbers.stream().mapToInt(Integer::intValue).toArray();
        });
    this.longest = table.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  /**
   * Finds the word at a place.
   *
   * @param hash as {@link String#hashCode} of the word would be
   * @return its languages, null if it is none of these
   */
  int @Nullable [] find(String text, int start, int end, int hash) {
    int length = end - start;
    if (length > longest) {
      return null;
    }
    for (int slot = slot(hash); words[slot] != null; slot = next(slot)) {
      if (words[slot].length() == length && text.startsWith(words[slot], start)) {
        return languages[slot];
      }
    }
    return null;
  }

  private int slot(int hash) {
    return (hash ^ (hash >>> 16)) & (words.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (words.length - 1);
  }
}
