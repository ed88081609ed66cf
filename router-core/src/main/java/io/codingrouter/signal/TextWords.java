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
  private static final int SMALLEST_TABLE = 256;
  private static final long FACTOR = 0xD6E8FEB86659FD93L;
  private static final int NONE = -1;

  private final String text; // in normal form
  private final boolean folded;
  private int[] numbers; // by place in the text
  private int count;
  private char[] chars; // the different words, a space after each
  private int end; // of those
  private int distinct;
  private int[] bounds = new int[SMALLEST_TABLE]; // by number: start and end
  private int[] firsts = new int[SMALLEST_TABLE / 2]; // by number: the first place
  private int[] counts = new int[SMALLEST_TABLE / 2]; // by number
  private long[] keys = new long[SMALLEST_TABLE / 2]; // by number; several may have a negative one
  private int[] table = new int[SMALLEST_TABLE]; // a number plus 1; 0 is free

  private TextWords(String written, boolean folded) {
    String normal = Chars.normal(written);
    this.text = normal.substring(0, Math.min(normal.length(), LONGEST));
    this.folded = folded;
    this.numbers = new int[text.length() / 5 + 16];
    this.chars = new char[text.length() / 2 + 16];
    AsciiText ascii = AsciiText.of(text, folded);
    if (ascii == null) {
      split();
    } else {
      split(ascii);
    }
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

  // Where words begin and end cannot be foreseen, so no branch for each character depends on it.
  private void split(AsciiText ascii) {
    int start = NONE;
    long before = 0; // whether the character before the block is of a word
    for (int block = 0; block <= ascii.length(); block += AsciiText.BLOCK) {
      long inside = ascii.words(block);
      long edges = inside ^ ((inside << 1) | before); // starts and ends in turn
      before = inside >>> (AsciiText.BLOCK - 1);
      for (; edges != 0; edges &= edges - 1) {
        int at = block + Long.numberOfTrailingZeros(edges);
        if (start < 0) {
          start = at;
        } else {
          add(ascii, start, at);
          start = NONE;
        }
      }
    }
  }

  private void add(AsciiText ascii, int from, int to) {
    long key = ascii.key(from, to);
    int number = key < 0 ? NONE : find(key, 0);
    if (number < 0) {
      makeRoom(to - from);
      ascii.copy(from, to, chars, end);
      number = number(key, to - from);
    }
    count(number);
  }

  private void split() {
    int length = 0;
    long hash = 0;
    for (int i = 0; i < text.length(); ) {
      int written = text.codePointAt(i);
      i += Character.charCount(written);
      int c = folded ? fold(written) : written;
      boolean word = Chars.isWord(written);
      boolean alone = !word && Character.isLetterOrDigit(written);
      if (!word && length > 0) {
        count(number(hash | Long.MIN_VALUE, length));
        length = 0;
        hash = 0;
      }
      if (word || alone) {
        makeRoom(length + 2);
        length += Character.toChars(c, chars, end + length);
        hash = (hash ^ c) * FACTOR;
        hash ^= hash >>> 29;
      }
      if (alone) {
        count(number(hash | Long.MIN_VALUE, length));
        length = 0;
        hash = 0;
      }
    }
    if (length > 0) {
      count(number(hash | Long.MIN_VALUE, length));
    }
  }

  private static int fold(int c) {
    int folded = Chars.fold(c);
    return Character.charCount(folded) == Character.charCount(c) ? folded : c;
  }

  private void makeRoom(int length) {
    if (end + length >= chars.length) {
      chars = Arrays.copyOf(chars, 2 * (end + length));
    }
  }

  private void count(int number) {
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * count);
    }
    numbers[count++] = number;
    counts[number]++;
  }

  /** The number of the word that stands behind all others; it is one of them from now on. */
  private int number(long key, int length) {
    int known = find(key, length);
    if (known >= 0) {
      return known;
    }
    if (2 * distinct == table.length) {
      grow();
    }
    bounds[2 * distinct] = end;
    bounds[2 * distinct + 1] = end + length;
    firsts[distinct] = count;
    keys[distinct] = key;
    enter(distinct);
    end += length;
    chars[end++] = ' ';
    return distinct++;
  }

  private int find(long key, int length) {
    int mask = table.length - 1;
    int slot = slot(key, mask);
    for (int probe = 0; probe < PROBES; probe++, slot = (slot + 1) & mask) {
      int known = table[slot] - 1;
      if (known < 0) {
        return NONE;
      }
      if (keys[known] == key && (key >= 0 || isLast(known, length))) {
        return known;
      }
    }
    return NONE;
  }

  private static int slot(long key, int mask) {
    return (int) ((key * FACTOR) >>> 32) & mask;
  }

  private boolean isLast(int number, int length) {
    return Arrays.equals(chars, start(number), end(number), chars, end, end + length);
  }

  private void enter(int number) {
    int mask = table.length - 1;
    int slot = slot(keys[number], mask);
    for (int probe = 0; probe < PROBES; probe++, slot = (slot + 1) & mask) {
      if (table[slot] == 0) {
        table[slot] = number + 1;
        return;
      }
    }
  }

  private void grow() {
    bounds = Arrays.copyOf(bounds, 4 * distinct);
    firsts = Arrays.copyOf(firsts, 2 * distinct);
    counts = Arrays.copyOf(counts, 2 * distinct);
    keys = Arrays.copyOf(keys, 2 * distinct);
    table = new int[2 * table.length];
    for (int number = 0; number < distinct; number++) {
      enter(number);
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

  /** Where a word begins in {@link #chars}. */
  int start(int number) {
    return bounds[2 * number];
  }

  /** Where a word ends in {@link #chars}. */
  int end(int number) {
    return bounds[2 * number + 1];
  }

  String word(int number) {
    return new String(chars, start(number), end(number) - start(number));
  }

  /** The different words, folded if case does not count; not to be written to. */
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
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (Chars.isSpace(c)) {
        space = squeezed.length() > 0;
        continue;
      }
      if (space) {
        squeezed.append(' ');
        space = false;
      }
      squeezed.appendCodePoint(folded ? fold(c) : c);
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
