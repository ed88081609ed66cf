package io.codingrouter.text;

import java.util.Arrays;
import java.util.Objects;

/**
 * The words of a normalised text. A word is a run of letters, digits, marks and underscores, with
 * joiners and single apostrophes between them; an ideograph is a word by itself. Immutable.
 */
public final class Words {
  private final String text;
  private final int[] bounds;
  private final int count;

  private Words(String text, int[] bounds, int count) {
    this.text = text;
    this.bounds = bounds;
    this.count = count;
  }

  static Words of(String text) {
    int length = text.length();
    int[] bounds = new int[Math.max(16, length / 2 & ~1)];
    int size = 0;
    int i = 0;
    while (i < length) {
      char c = text.charAt(i);
      int end = i;
      if (c < 128) {
        while (c < 128 && Letters.isAsciiWord(c) && ++end < length) {
          c = text.charAt(end);
        }
        // Most words end before a space.
        if (end < length && end > i && (c == '\'' || c >= 128)) {
          end = restOf(text, i, end);
        }
      } else {
        end = restOf(text, i, i);
      }
      if (end == i) {
        i++;
        continue;
      }
      if (size == bounds.length) {
        bounds = Arrays.copyOf(bounds, size * 2);
      }
      bounds[size++] = i;
      bounds[size++] = end;
      i = end;
    }
    return new Words(text, bounds, size / 2);
  }

  /** Finds where a word ends of which a part is known; the same place if there is none. */
  private static int restOf(String text, int start, int known) {
    int i = known;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      int next = i + Character.charCount(codePoint);
      if (Letters.isWord(codePoint)) {
        if (Character.isIdeographic(codePoint)) {
          return i > start ? i : next;
        }
        i = next;
      } else if (i > start && binds(text, codePoint, next)) {
        i = next;
      } else {
        break;
      }
    }
    return i;
  }

  // Never two in a row: what is behind must be part of the word.
  private static boolean binds(String text, int codePoint, int next) {
    if (next == text.length()
        || (codePoint != '\'' && codePoint != Joiners.JOINER && codePoint != Joiners.NON_JOINER)) {
      return false;
    }
    int behind = text.codePointAt(next);
    return Letters.isWord(behind) && !Character.isIdeographic(behind);
  }

  /**
   * Returns the number of words.
   *
   * @return at least 0
   */
  public int count() {
    return count;
  }

  /**
   * Returns where a word begins.
   *
   * @param word its number, from 0
   * @return index in the normalised text
   * @throws IndexOutOfBoundsException if there is no such word
   */
  public int start(int word) {
    return bounds[2 * Objects.checkIndex(word, count)];
  }

  /**
   * Returns where a word ends.
   *
   * @param word its number, from 0
   * @return index in the normalised text, behind its last unit
   * @throws IndexOutOfBoundsException if there is no such word
   */
  public int end(int word) {
    return bounds[2 * Objects.checkIndex(word, count) + 1];
  }

  /**
   * Returns a word as the normalised text has it.
   *
   * @param word its number, from 0
   * @return the word
   * @throws IndexOutOfBoundsException if there is no such word
   */
  public String word(int word) {
    return text.substring(start(word), end(word));
  }

  /** Prints the number of words, never the words. */
  @Override
  public String toString() {
    return "Words[" + count + "]";
  }
}
