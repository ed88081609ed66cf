package io.codingrouter.text;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.HashMap;
import java.util.Map;

/**
 * Letters and the diacritics that they are made of: {@code e} and an acute are {@code é}. Read off
 * the platform's normaliser once, because asking it for each letter is too slow for a text that is
 * decomposed throughout.
 */
final class Compositions {
  private static final Map<Integer, Character> WHOLES = new HashMap<>();
  private static final Map<Character, String> PARTS = new HashMap<>();

  static {
    // The longer decompositions need the shorter ones.
    for (int length = 2; length <= 4; length++) {
      readAll(0xC0, 0x250, length);
      readAll(0x370, 0x530, length);
      readAll(0x1E00, 0x2000, length);
      readAll(0x2190, 0x22F0, length);
    }
  }

  private Compositions() {}

  private static void readAll(int from, int to, int length) {
    for (char c = (char) from; c < to; c++) {
      String whole = String.valueOf(c);
      String parts = Normalizer.normalize(whole, Form.NFD);
      if (parts.length() != length || !Normalizer.isNormalized(whole, Form.NFKC)) {
        continue;
      }
      char prefix = compose(parts.charAt(0), parts, 1, length - 1);
      char last = parts.charAt(length - 1);
      if (prefix != 0 && CharacterKinds.isDiacritic(last)) {
        WHOLES.put(key(prefix, last), c);
        PARTS.put(c, parts);
      }
    }
  }

  private static char compose(char base, String parts, int from, int to) {
    char whole = base;
    for (int i = from; i < to; i++) {
      Character next = WHOLES.get(key(whole, parts.charAt(i)));
      if (next == null) {
        return 0;
      }
      whole = next;
    }
    return whole;
  }

  /**
   * Puts marks on a letter. A mark with which it forms no letter is dropped.
   *
   * @param base the letter
   * @param marks diacritics, in any order
   * @param count how many of them
   */
  static char compose(char base, char[] marks, int count) {
    String parts = PARTS.getOrDefault(base, String.valueOf(base));
    char[] all = new char[parts.length() - 1 + count];
    parts.getChars(1, parts.length(), all, 0);
    System.arraycopy(marks, 0, all, parts.length() - 1, count);
    sort(all);
    char whole = parts.charAt(0);
    for (char mark : all) {
      whole = WHOLES.getOrDefault(key(whole, mark), whole);
    }
    return whole;
  }

  // By the place that marks take at a letter: marks of one place keep their order.
  private static void sort(char[] marks) {
    for (int i = 1; i < marks.length; i++) {
      char mark = marks[i];
      int j = i;
      while (j > 0 && place(marks[j - 1]) > place(mark)) {
        marks[j] = marks[j - 1];
        j--;
      }
      marks[j] = mark;
    }
  }

  // The combining class, for the marks that form letters.
  private static int place(char mark) {
    if (mark == 0x338) {
      return 1;
    }
    if (mark == 0x327 || mark == 0x328) {
      return 202;
    }
    if (mark == 0x31B) {
      return 216;
    }
    if (mark >= 0x323 && mark <= 0x331) {
      return 220;
    }
    return mark == 0x345 ? 240 : 230;
  }

  private static int key(char base, char mark) {
    return base << 16 | mark;
  }

  /** Returns a letter without its diacritics. */
  static char base(char letter) {
    String parts = PARTS.get(letter);
    return parts == null ? letter : parts.charAt(0);
  }
}
