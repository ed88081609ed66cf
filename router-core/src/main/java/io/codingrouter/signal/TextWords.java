package io.codingrouter.signal;

import java.util.Arrays;

/**
 * The words of a text, split once for all who compare words. A word is a run of letters, digits,
 * combining marks and {@code _}; of scripts that are written without spaces, such as Han, kana and
 * Thai, each letter counts as a word. Only the first {@link #LONGEST} characters are read. Not safe
 * for concurrent use.
 *
 * <p>A word that occurs again has the same number, so that it need not be looked at again; but for
 * rare ones that find no place in the table, which is searched for a few steps only: a text made to
 * collide must not take long.
 */
final class TextWords {
  /** How many characters of a text are read, in UTF-16 units. */
  static final int LONGEST = 1 << 20;

  private static final int PROBES = 16;
  private static final int ASCII = 0x80;
  private static final boolean[] WORD = new boolean[ASCII];
  private static final long SEED = 0x9E3779B97F4A7C15L;
  private static final long FACTOR = 0xD6E8FEB86659FD93L;

  static {
    for (int c = 0; c < ASCII; c++) {
      WORD[c] = Chars.isWord(c);
    }
  }

  private final char[] chars;
  private int[] bounds; // by place in the text: start and end
  private int[] numbers; // by place in the text
  private int count;
  private int[] firsts; // by number: the first place
  private int[] counts; // by number
  private int distinct;
  private long[] hashes; // by number
  private int[] table; // a number plus 1; 0 is free

  private TextWords(String text, boolean folded) {
    String normal = Chars.normal(text);
    this.chars = normal.substring(0, Math.min(normal.length(), LONGEST)).toCharArray();
    int expected = Math.max(16, chars.length / 5);
    this.bounds = new int[2 * expected];
    this.numbers = new int[expected];
    this.firsts = new int[expected];
    this.counts = new int[expected];
    this.hashes = new long[expected];
    this.table = new int[Integer.highestOneBit(expected) * 4];
    split(folded);
  }

  /**
   * Splits a text.
   *
   * @param text any text
   * @param folded whether case shall not count
   */
  static TextWords of(String text, boolean folded) {
    return new TextWords(text, folded);
  }

  private void split(boolean folded) {
    int start = -1;
    long hash = 0;
    for (int i = 0; i < chars.length; ) {
      int c = chars[i];
      int size = 1;
      boolean word;
      if (c < ASCII) {
        word = WORD[c];
        if (folded && c >= 'A' && c <= 'Z') {
          c += 'a' - 'A';
          chars[i] = (char) c;
        }
      } else {
        c = Character.codePointAt(chars, i);
        size = Character.charCount(c);
        word = Chars.isWord(c);
        c = folded ? fold(c, i) : c;
        if (!word && Character.isLetterOrDigit(c)) {
          if (start >= 0) {
            add(start, i, hash);
            start = -1;
          }
          add(i, i + size, (SEED ^ c) * FACTOR);
        }
      }
      if (word) {
        if (start < 0) {
          start = i;
          hash = SEED;
        }
        hash = (hash ^ c) * FACTOR;
        hash ^= hash >>> 29;
      } else if (start >= 0) {
        add(start, i, hash);
        start = -1;
      }
      i += size;
    }
    if (start >= 0) {
      add(start, chars.length, hash);
    }
  }

  private int fold(int c, int at) {
    int folded = Chars.fold(c);
    if (Character.charCount(folded) != Character.charCount(c)) {
      return c;
    }
    Character.toChars(folded, chars, at);
    return folded;
  }

  private void add(int start, int end, long hash) {
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * count);
      bounds = Arrays.copyOf(bounds, 4 * count);
    }
    bounds[2 * count] = start;
    bounds[2 * count + 1] = end;
    numbers[count] = number(start, end, hash);
    count++;
  }

  private int number(int start, int end, long hash) {
    if (distinct == firsts.length) {
      grow();
    }
    int mask = table.length - 1;
    int slot = (int) (hash >>> 32) & mask;
    for (int probe = 0; probe < PROBES; probe++, slot = (slot + 1) & mask) {
      int known = table[slot] - 1;
      if (known < 0) {
        table[slot] = distinct + 1;
        break;
      }
      if (hashes[known] == hash && isSame(firsts[known], start, end)) {
        counts[known]++;
        return known;
      }
    }
    firsts[distinct] = count;
    counts[distinct] = 1;
    hashes[distinct] = hash;
    return distinct++;
  }

  private boolean isSame(int place, int start, int end) {
    return Arrays.equals(chars, bounds[2 * place], bounds[2 * place + 1], chars, start, end);
  }

  private void grow() {
    firsts = Arrays.copyOf(firsts, 2 * distinct);
    counts = Arrays.copyOf(counts, 2 * distinct);
    hashes = Arrays.copyOf(hashes, 2 * distinct);
    table = new int[2 * table.length];
    int mask = table.length - 1;
    for (int number = 0; number < distinct; number++) {
      int slot = (int) (hashes[number] >>> 32) & mask;
      for (int probe = 0; probe < PROBES; probe++, slot = (slot + 1) & mask) {
        if (table[slot] == 0) {
          table[slot] = number + 1;
          break;
        }
      }
    }
  }

  /** How many words the text has, those that occur again included. */
  int count() {
    return count;
  }

  /** How many different words there are; they have the numbers below this. */
  int distinct() {
    return distinct;
  }

  /** The number of the word at a place of the text. */
  int number(int place) {
    return numbers[place];
  }

  /** How often a word occurs. */
  int occurrences(int number) {
    return counts[number];
  }

  /** Where a word begins in {@link #chars}, the first time. */
  int start(int number) {
    return bounds[2 * firsts[number]];
  }

  /** Where a word ends in {@link #chars}, the first time. */
  int end(int number) {
    return bounds[2 * firsts[number] + 1];
  }

  String word(int number) {
    return new String(chars, start(number), end(number) - start(number));
  }

  /** The text, normalised, and folded if case does not count; not to be written to. */
  char[] chars() {
    return chars;
  }

  /**
   * For each place of the text, the next place of the same word, or the number of places; in time
   * linear in the text.
   */
  int[] nextPlaces() {
    int[] next = new int[count];
    int[] last = new int[distinct];
    Arrays.fill(last, count);
    for (int place = count - 1; place >= 0; place--) {
      next[place] = last[numbers[place]];
      last[numbers[place]] = place;
    }
    return next;
  }

  /** The first place of a word. */
  int firstPlace(int number) {
    return firsts[number];
  }

  /** The whole text with each run of white space as one; {@code ""} if it is longer than this. */
  String squeezed(int most) {
    StringBuilder squeezed = new StringBuilder();
    boolean space = false;
    for (char c : chars) {
      if (Chars.isSpace(c)) {
        space = squeezed.length() > 0;
        continue;
      }
      if (space) {
        squeezed.append(' ');
        space = false;
      }
      squeezed.append(c);
      if (squeezed.length() > most) {
        return "";
      }
    }
    return squeezed.toString();
  }

  /** Prints how many words there are, never the words. */
  @Override
  public String toString() {
    return "TextWords[" + count + "]";
  }
}
