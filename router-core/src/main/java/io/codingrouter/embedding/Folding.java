package io.codingrouter.embedding;

import java.text.Normalizer;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What BERT's uncased normaliser makes of each code point: dropped, white space, a word by itself
 * (punctuation, ideographs), part of a word in lower case without accents, or several of these.
 *
 * <p>Answers are ints: a kind in the upper bits, a code point below. They are worked out 256 code
 * points at a time when the first of them is asked for; a race only works them out twice. Safe for
 * concurrent use.
 */
final class Folding {
  /** Part of a word: {@link #codePoint} is the folded letter. */
  static final int PART = 0;

  /** A word by itself: {@link #codePoint} is the folded character. */
  static final int ALONE = 1;

  /** Ends a word. */
  static final int SPACE = 2;

  /** Is not there: the characters around it are neighbours. */
  static final int NOTHING = 3;

  /** Several answers: see {@link #several}. */
  static final int SEVERAL = 4;

  private static final int KIND_SHIFT = 24;
  private static final int VALUE = (1 << KIND_SHIFT) - 1;
  private static final int PAGE_BITS = 8;
  private static final int PAGE_SIZE = 1 << PAGE_BITS;

  /** The answers for 256 code points in a row; {@code several} has those of kind SEVERAL. */
  private static final class Page {
    final int[] answers = new int[PAGE_SIZE];
    final int[][] several = new int[PAGE_SIZE][];
  }

  private final AtomicReferenceArray<Page> pages =
      new AtomicReferenceArray<>((Character.MAX_CODE_POINT >> PAGE_BITS) + 1);

  static int kind(int answer) {
    return answer >>> KIND_SHIFT;
  }

  static int codePoint(int answer) {
    return answer & VALUE;
  }

  /** Returns the answer for a code point. */
  int of(int codePoint) {
    return page(codePoint).answers[codePoint & (PAGE_SIZE - 1)];
  }

  /** Returns the answers, none of them SEVERAL, for a code point whose answer is SEVERAL. */
  int[] several(int codePoint) {
    return page(codePoint).several[codePoint & (PAGE_SIZE - 1)];
  }

  private Page page(int codePoint) {
    int index = codePoint >> PAGE_BITS;
    Page page = pages.get(index);
    if (page == null) {
      page = fold(index << PAGE_BITS);
      pages.set(index, page);
    }
    return page;
  }

  private static Page fold(int first) {
    Page page = new Page();
    for (int i = 0; i < PAGE_SIZE; i++) {
      int[] all = answers(first + i);
      if (all.length > 1) {
        page.answers[i] = SEVERAL << KIND_SHIFT;
        page.several[i] = all;
      } else {
        page.answers[i] = all.length == 0 ? NOTHING << KIND_SHIFT : all[0];
      }
    }
    return page;
  }

  /** The order is BERT's: clean, set ideographs apart, decompose, drop accents, lower, split. */
  private static int[] answers(int c) {
    if (isSpace(c)) {
      return new int[] {SPACE << KIND_SHIFT};
    }
    if (isDropped(c)) {
      return new int[] {};
    }
    boolean ideograph = isIdeograph(c);
    return Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD)
        .codePoints()
        .filter(d -> Character.getType(d) != Character.NON_SPACING_MARK)
        .map(Character::toLowerCase)
        .map(d -> ((ideograph || isPunctuation(d) ? ALONE : PART) << KIND_SHIFT) | d)
        .toArray();
  }

  private static boolean isSpace(int c) {
    return switch (c) {
      case ' ', '\t', '\n', '\r' -> true;
      default -> Character.isSpaceChar(c);
    };
  }

  private static boolean isDropped(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
      default -> c == 0xFFFD;
    };
  }

  /** The blocks that BERT calls Chinese; kana and hangul are not among them. */
  private static boolean isIdeograph(int c) {
    return (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0x20000 && c <= 0x2A6DF)
        || (c >= 0x2A700 && c <= 0x2B73F)
        || (c >= 0x2B740 && c <= 0x2B81F)
        || (c >= 0x2B820 && c <= 0x2CEAF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x2F800 && c <= 0x2FA1F);
  }

  /** All that is not a letter, digit, space or control in ASCII; beyond, Unicode's punctuation. */
  private static boolean isPunctuation(int c) {
    if (c < 0x80) {
      return c > ' ' && c < 0x7F && !Character.isLetterOrDigit(c);
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }
}
