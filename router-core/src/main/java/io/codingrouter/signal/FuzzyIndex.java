package io.codingrouter.signal;

import io.codingrouter.text.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds keywords in spite of slips of the pen: a word may be some edits away, which are insertions,
 * deletions, changes and swaps of neighbours. See {@link KeywordRule.Method#FUZZY} for how many.
 * Immutable.
 *
 * <p>Not every keyword is compared with every word. One that allows k edits is cut into k + 1
 * pieces of three characters or more: k edits cannot hit them all, so three characters of one of
 * them stand in the word, k places off at most (Wu and Manber, "Fast text searching allowing
 * errors", 1992). A swap alone can hit two pieces, where it goes across their border; so the pieces
 * are looked for as such a swap would leave them, too.
 */
final class FuzzyIndex implements WordIndex {
  /** Each further edit takes this many characters more. */
  static final int CHARACTERS_PER_EDIT = 3;

  private static final int GRAM = 3;
  private static final long GRAM_MASK = (1L << (16 * GRAM)) - 1;
  private static final int OFFSET_BITS = 8; // enough for the longest word

  private final TermKeywords keywords;
  private final String[] words; // by term
  private final int[] edits; // by term
  private final Postings exact; // terms without edits, by hash
  private final boolean anyExact;
  private final Postings pieces; // terms with edits, and where the piece stands in them
  private int shortest = Integer.MAX_VALUE;
  private int longest;

  private record Term(String word, int edits) {}

  /**
   * Creates an index.
   *
   * @param given the keywords; those that are not {@linkplain WordKeyword#isWords words}, or whose
   *     words allow no edit, are not looked for
   */
  FuzzyIndex(List<WordKeyword> given) {
    Map<Term, Integer> terms = new LinkedHashMap<>();
    List<int[]> phrases = new ArrayList<>();
    for (WordKeyword keyword : given) {
      int threshold = keyword.rule().fuzzyThreshold();
      phrases.add(keyword.numbered(word -> number(terms, word, threshold)));
    }
    keywords = new TermKeywords(terms.size(), phrases);
    words = terms.keySet().stream().map(Term::word).toArray(String[]::new);
    edits = terms.keySet().stream().mapToInt(Term::edits).toArray();
    Postings.Builder whole = new Postings.Builder();
    Postings.Builder parts = new Postings.Builder();
    boolean someExact = false;
    for (int term = 0; term < words.length; term++) {
      if (edits[term] > 0) {
        addPieces(term, parts);
      } else if (keywords.isInPhrase(term)) {
        whole.add(hash(words[term].toCharArray(), 0, words[term].length()), term);
        someExact = true;
      }
    }
    exact = whole.build();
    anyExact = someExact;
    pieces = parts.build();
  }

  private static int number(Map<Term, Integer> terms, String word, int threshold) {
    Term term = new Term(word, edits(word.length(), threshold));
    return terms.computeIfAbsent(term, absent -> terms.size());
  }

  /**
   * How many edits a word allows.
   *
   * @param length the keyword's, or that of one of its words
   * @param threshold as {@link KeywordRule#fuzzyThreshold} says
   */
  static int edits(int length, int threshold) {
    int most = KeywordRule.MOST_EDITS;
    int wanted = threshold <= most ? threshold : Math.min(most, length * (100 - threshold) / 100);
    return length > LONGEST_WORD
        ? 0
        : Math.max(0, Math.min(wanted, length / CHARACTERS_PER_EDIT - 1));
  }

  private void addPieces(int term, Postings.Builder parts) {
    String word = words[term];
    int count = edits[term] + 1;
    shortest = Math.min(shortest, word.length() - edits[term]);
    longest = Math.max(longest, word.length() + edits[term]);
    for (int piece = 0; piece < count; piece++) {
      int start = piece * word.length() / count;
      int end = (piece + 1) * word.length() / count;
      int at = start + (end - start - GRAM) / 2; // away from the borders, where swaps may cross
      char[] gram = word.substring(at, at + GRAM).toCharArray();
      boolean first = at == start && start > 0;
      boolean last = at + GRAM == end && end < word.length();
      for (int swaps = 0; swaps < 4; swaps++) {
        boolean left = (swaps & 1) != 0;
        boolean right = (swaps & 2) != 0;
        if ((!left || first) && (!right || last)) {
          gram[0] = word.charAt(left ? at - 1 : at);
          gram[GRAM - 1] = word.charAt(right ? end : at + GRAM - 1);
          parts.add(key(gram), (term << OFFSET_BITS) | at);
        }
      }
    }
  }

  private static long key(char[] gram) {
    long key = 0;
    for (char c : gram) {
      key = (key << 16) | c;
    }
    return key;
  }

  private static long hash(char[] chars, int start, int end) {
    long hash = 0;
    for (int i = start; i < end; i++) {
      hash = hash * 31 + chars[i];
    }
    return hash;
  }

  @Override
  public long[] search(TextWords text) {
    TermHits hits = new TermHits(keywords, text);
    int[] compared = new int[words.length]; // by term: the last word, plus 1
    for (int word = 0; word < text.distinct(); word++) {
      int start = text.start(word);
      int end = text.end(word);
      if (anyExact && end - start <= LONGEST_WORD) {
        findExact(text, word, hits);
      }
      if (end - start >= shortest
          && end - start <= longest
          && !findNear(text, word, compared, hits)) {
        break;
      }
    }
    return hits.found();
  }

  private void findExact(TextWords text, int word, TermHits hits) {
    int start = text.start(word);
    int end = text.end(word);
    int slot = exact.slot(hash(text.chars(), start, end));
    for (int i = slot < 0 ? 0 : exact.from(slot); slot >= 0 && i < exact.to(slot); i++) {
      int term = exact.value(i);
      if (isEqual(words[term], text.chars(), start, end)) {
        hits.add(word, term);
      }
    }
  }

  private static boolean isEqual(String word, char[] chars, int start, int end) {
    if (word.length() != end - start) {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (word.charAt(i - start) != chars[i]) {
        return false;
      }
    }
    return true;
  }

  // Returns false when there is no more time.
  private boolean findNear(TextWords text, int word, int[] compared, TermHits hits) {
    char[] chars = text.chars();
    int start = text.start(word);
    int end = text.end(word);
    long key = 0;
    for (int i = start; i < end; i++) {
      key = ((key << 16) | chars[i]) & GRAM_MASK;
      int slot = i - start < GRAM - 1 ? -1 : pieces.slot(key);
      if (slot < 0) {
        continue;
      }
      int at = i - start - GRAM + 1;
      for (int p = pieces.from(slot); p < pieces.to(slot); p++) {
        int term = pieces.value(p) >>> OFFSET_BITS;
        int allowed = edits[term];
        if (Math.abs(at - (pieces.value(p) & ((1 << OFFSET_BITS) - 1))) <= allowed
            && Math.abs(end - start - words[term].length()) <= allowed
            && compared[term] != word + 1
            && !hits.isSettled(term)) {
          compared[term] = word + 1;
          if (Spelling.distance(text.word(word), words[term]) <= allowed) {
            hits.add(word, term);
          }
          if (!hits.mayGoOn((end - start) * words[term].length())) {
            return false;
          }
        }
      }
      if (!hits.mayGoOn(pieces.to(slot) - pieces.from(slot))) {
        return false;
      }
    }
    return true;
  }
}
