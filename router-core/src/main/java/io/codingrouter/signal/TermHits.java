package io.codingrouter.signal;

import java.util.Arrays;

/** Which terms the words of one text meet, and so which keywords. Used by one thread. */
final class TermHits {
  private final TermKeywords keywords;
  private final TextWords words;
  private final long[] found;
  private long[] pairs = new long[8]; // a word and a term of a phrase
  private int size;
  private int steps = WordIndex.MOST_STEPS;

  TermHits(TermKeywords keywords, TextWords words) {
    this.keywords = keywords;
    this.words = words;
    this.found = Bits.none(keywords.size());
  }

  /** Counts work, and tells whether there may be more of it. */
  boolean mayGoOn(int more) {
    steps -= more;
    return steps > 0;
  }

  /**
   * Notes that the text as a whole meets a term.
   *
   * @param texts the keywords, each as one term
   */
  void addText(int term, TermKeywords texts) {
    for (int keyword : texts.alone(term)) {
      Bits.add(found, keyword);
    }
  }

  /** Notes that a word meets a term; no pair may be noted twice. */
  void add(int word, int term) {
    addText(term, keywords);
    if (keywords.isInPhrase(term)) {
      if (size == pairs.length) {
        pairs = Arrays.copyOf(pairs, 2 * size);
      }
      pairs[size++] = (long) word << 32 | term;
    }
  }

  /** Tells whether nothing new would follow if a word met a term. */
  boolean isSettled(int term) {
    if (keywords.isInPhrase(term)) {
      return false;
    }
    for (int keyword : keywords.alone(term)) {
      if (!Bits.contain(found, keyword)) {
        return false;
      }
    }
    return true;
  }

  /** The keywords that were met, those of several words included. */
  long[] found() {
    if (size > 0) {
      Arrays.sort(pairs, 0, size);
      int[] next = words.nextPlaces();
      for (int i = 0; i < size; i++) {
        for (int keyword : keywords.beginning((int) pairs[i])) {
          if (!Bits.contain(found, keyword)
              && isInRow(keywords.phrase(keyword), (int) (pairs[i] >> 32), next)) {
            Bits.add(found, keyword);
          }
        }
      }
    }
    return found;
  }

  private boolean isInRow(int[] phrase, int word, int[] next) {
    for (int place = words.firstPlace(word); place < next.length; place = next[place]) {
      int met = 1;
      while (met < phrase.length
          && place + met < next.length
          && isPair(words.number(place + met), phrase[met])) {
        met++;
      }
      if (met == phrase.length) {
        return true;
      }
      if (!mayGoOn(10 * met)) {
        return false;
      }
    }
    return false;
  }

  private boolean isPair(int word, int term) {
    return Arrays.binarySearch(pairs, 0, size, (long) word << 32 | term) >= 0;
  }
}
