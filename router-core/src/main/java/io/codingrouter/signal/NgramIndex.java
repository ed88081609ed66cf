package io.codingrouter.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds keywords by the n-grams that they share with words: see {@link KeywordRule.Method#NGRAM}.
 * One lookup for each n-gram of a word counts for all keywords at once. Immutable.
 *
 * <p>The similarity is that of Jaccard: n-grams in common over n-grams in all, where one that
 * occurs twice counts twice. Text is padded with n - 1 spaces at both ends, so that where a word
 * begins and ends weighs more.
 */
final class NgramIndex implements WordIndex {
  private static final long FACTOR = 0xD6E8FEB86659FD93L;
  private static final char PAD = ' ';
  private static final double ROUNDING = 1e-6;

  private final int arity;
  private final long power; // the factor to the power of the arity
  private final long padding; // an n-gram of nothing else
  private final TermKeywords keywords;
  private final TermKeywords wholes; // which keyword a term is as a whole
  private final double[] thresholds; // by term
  private final int[] sizes; // by term: how many n-grams it has
  private final Postings grams;
  private final double leastThreshold;
  private final double fewest; // n-grams that it takes to be similar to any term
  private final int longest; // of words and texts that can be similar to any term

  private record Term(String text, double threshold) {}

  /**
   * Creates an index.
   *
   * @param given the keywords; only those that are {@linkplain WordKeyword#isWords words} are
   *     compared with words, the others with whole texts alone
   * @param arity the length of an n-gram
   */
  NgramIndex(List<WordKeyword> given, int arity) {
    this.arity = arity;
    long power = 1;
    long padding = 0;
    for (int i = 0; i < arity; i++) {
      power *= FACTOR;
      padding = (padding + PAD) * FACTOR;
    }
    this.power = power;
    this.padding = padding;
    Map<Term, Integer> terms = new LinkedHashMap<>();
    List<int[]> texts = new ArrayList<>();
    List<int[]> phrases = new ArrayList<>();
    for (WordKeyword keyword : given) {
      double threshold = keyword.rule().ngramThreshold();
      texts.add(new int[] {number(terms, keyword.text(), threshold)});
      phrases.add(keyword.numbered(word -> number(terms, word, threshold)));
    }
    keywords = new TermKeywords(terms.size(), phrases);
    wholes = new TermKeywords(terms.size(), texts);
    thresholds = terms.keySet().stream().mapToDouble(Term::threshold).toArray();
    sizes = new int[terms.size()];
    Postings.Builder postings = new Postings.Builder();
    int most = 0;
    double least = Double.MAX_VALUE;
    for (Map.Entry<Term, Integer> entry : terms.entrySet()) {
      char[] text = entry.getKey().text().toCharArray();
      int term = entry.getValue();
      sizes[term] = text.length + arity - 1;
      Keys keys = new Keys(text.length);
      keys.begin();
      for (int i = 0; i < sizes[term]; i++) {
        postings.add(keys.next(text, 0, text.length), term);
      }
      most = Math.max(most, longest(sizes[term], thresholds[term]));
      least = Math.min(least, sizes[term] * thresholds[term]);
    }
    grams = postings.build();
    longest = most;
    fewest = least - ROUNDING;
    leastThreshold = Arrays.stream(thresholds).min().orElse(1);
  }

  private static int number(Map<Term, Integer> terms, String text, double threshold) {
    String cut = text.substring(0, Math.min(text.length(), LONGEST_WORD));
    return terms.computeIfAbsent(new Term(cut, threshold), absent -> terms.size());
  }

  // With all n-grams of the term in common, there must not be too many others.
  private int longest(int size, double threshold) {
    return (int) Math.min(LONGEST_WORD, size / Math.max(threshold, 1e-6) + 1 - (arity - 1));
  }

  /**
   * The n-grams of a text as keys, one after another. One that occurs again has another key, which
   * depends on how often it occurred before: so to count keys in common is to count n-grams in
   * common.
   */
  private final class Keys {
    private final long[] keys;
    private int size;
    private long gram;
    private long seen;

    Keys(int longest) {
      keys = new long[longest + arity - 1];
    }

    void begin() {
      size = 0;
      gram = padding;
      seen = 0;
    }

    /** The key of the next n-gram of a text that has one. */
    long next(char[] chars, int start, int end) {
      int last = start + size;
      char leaves = last - arity < start ? PAD : chars[last - arity];
      gram = (gram - leaves * power + (last < end ? chars[last] : PAD)) * FACTOR;
      long key = gram ^ gram >>> 32;
      if ((seen & 1L << key) != 0) {
        key = unlike(key);
      }
      seen |= 1L << key;
      keys[size++] = key;
      return key;
    }

    private long unlike(long gram) {
      long key = gram;
      for (int i = 0; i < size; i++) {
        if (keys[i] == key) {
          key = (key + 1) * FACTOR;
        }
      }
      return key;
    }
  }

  @Override
  public long[] search(TextWords words) {
    TermHits hits = new TermHits(keywords, words);
    Counting counting = new Counting();
    for (int word = 0; word < words.distinct(); word++) {
      int start = words.start(word);
      int end = words.end(word);
      if (end - start <= longest) {
        int met = counting.count(words.chars(), start, end, hits);
        for (int i = 0; i < met; i++) {
          hits.add(word, counting.met[i]);
        }
        if (!hits.mayGoOn(met)) {
          return hits.found();
        }
      }
    }
    char[] whole = words.squeezed(longest).toCharArray();
    int met = counting.count(whole, 0, whole.length, hits);
    for (int i = 0; i < met; i++) {
      hits.addText(counting.met[i], wholes);
    }
    return hits.found();
  }

  /** Counts n-grams that a text has in common with each term. */
  private final class Counting {
    private final Keys keys = new Keys(longest);
    private final int[] slots = new int[longest + arity - 1];
    private int[] same = {}; // by term; 0 but for those below
    private int[] met = {};

    /** Finds the terms that a text meets, and returns how many there are. */
    int count(char[] chars, int start, int end, TermHits hits) {
      int size = end == start ? 0 : end - start + arity - 1;
      int known = size < fewest ? 0 : find(chars, start, end, size);
      return known == 0 ? 0 : count(size, known, hits);
    }

    // What is similar to a term shares so many n-grams with it that few are left to be unknown:
    // most words are done with after one or two.
    private int find(char[] chars, int start, int end, int size) {
      int unknown = (int) (size * (1 - leastThreshold) + ROUNDING);
      int known = 0;
      keys.begin();
      for (int i = 0; i < size; i++) {
        int slot = grams.slot(keys.next(chars, start, end));
        if (slot >= 0) {
          slots[known++] = slot;
        } else if (--unknown < 0) {
          return 0;
        }
      }
      return known;
    }

    private int count(int size, int known, TermHits hits) {
      if (same.length == 0) {
        same = new int[sizes.length];
        met = new int[16];
      }
      int touched = 0;
      for (int i = 0; i < known; i++) {
        int to = grams.to(slots[i]);
        for (int p = grams.from(slots[i]); p < to; p++) {
          int term = grams.value(p);
          if (same[term]++ == 0) {
            if (touched == met.length) {
              met = Arrays.copyOf(met, 2 * touched);
            }
            met[touched++] = term;
          }
        }
        if (!hits.mayGoOn(to - grams.from(slots[i]))) {
          break;
        }
      }
      int similar = 0;
      for (int i = 0; i < touched; i++) {
        int term = met[i];
        int all = size + sizes[term] - same[term];
        if ((double) same[term] / all >= thresholds[term]) {
          met[similar++] = term;
        }
        same[term] = 0;
      }
      return similar;
    }
  }
}
