package io.codingrouter.signal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The classes into which a set of keywords divides all characters: one for each character that
 * occurs in a keyword, and three for all others: words, white space, the rest. Folding is built in.
 * Classes from {@link #firstWord()} on are characters of words. Immutable.
 */
final class Alphabet {
  /**
   * Class 0 is no character; tables that have a column for each class use it for something else.
   */
  static final int NONE = 0;

  static final int OTHER = 1;
  static final int SPACE = 2;

  /** Characters below this are looked up in one table; they need no thought about normal form. */
  static final int LOW = Chars.ALWAYS_NORMAL;

  private static final int PAGE = 256;

  private final boolean folded;
  private final boolean edged;
  private final int[] symbols;
  private final int[] classes;
  private final int firstWord;
  private final int[] low = new int[LOW];
  private final int[] @Nullable [] pages = new int[0x10000 / PAGE][];

  /**
   * Creates an alphabet.
   *
   * @param keywords all keywords as symbols
   * @param folded whether they are folded
   * @param edged whether words have edges; if not, no character counts as one of a word
   */
  Alphabet(Iterable<int[]> keywords, boolean folded, boolean edged) {
    this.folded = folded;
    this.edged = edged;
    this.symbols = distinct(keywords);
    this.classes = new int[symbols.length];
    int next = SPACE + 1;
    for (int i = 0; i < symbols.length; i++) {
      if (!isWord(symbols[i])) {
        classes[i] = symbols[i] == Chars.SPACE ? SPACE : next++;
      }
    }
    this.firstWord = next++;
    for (int i = 0; i < symbols.length; i++) {
      if (isWord(symbols[i])) {
        classes[i] = next++;
      }
    }
    for (int c = 0; c < LOW; c++) {
      low[c] = work(c);
    }
    fillPages();
  }

  private static int[] distinct(Iterable<int[]> keywords) {
    int[] all = new int[64];
    int size = 0;
    for (int[] keyword : keywords) {
      if (size + keyword.length > all.length) {
        all = Arrays.copyOf(all, Math.max(all.length * 2, size + keyword.length));
      }
      System.arraycopy(keyword, 0, all, size, keyword.length);
      size += keyword.length;
    }
    return Arrays.stream(all, 0, size).sorted().distinct().toArray();
  }

  // Greek, Cyrillic and their neighbours always, and every page that a keyword has a character on.
  private void fillPages() {
    for (int page = LOW / PAGE; page < 6; page++) {
      fill(page);
    }
    for (int symbol : symbols) {
      int page = symbol / PAGE;
      if (symbol >= LOW && page < pages.length && pages[page] == null) {
        fill(page);
      }
    }
  }

  private void fill(int page) {
    int[] filled = new int[PAGE];
    for (int i = 0; i < PAGE; i++) {
      filled[i] = work(page * PAGE + i);
    }
    pages[page] = filled;
  }

  private int work(int c) {
    int known = Arrays.binarySearch(symbols, folded ? Chars.fold(c) : c);
    return known >= 0 ? classes[known] : strange(c);
  }

  private int strange(int c) {
    return Chars.isSpace(c) ? SPACE : isWord(c) ? firstWord : OTHER;
  }

  private boolean isWord(int c) {
    return edged && Chars.isWord(c);
  }

  /** Returns how many classes there are, {@link #NONE} included. */
  int size() {
    return symbols.length == 0
        ? firstWord + 1
        : Math.max(firstWord, Arrays.stream(classes).max().getAsInt()) + 1;
  }

  /** Returns the first class of characters of words; all classes from here on are such. */
  int firstWord() {
    return firstWord;
  }

  /** Returns the classes of the characters below {@link #LOW}; not to be written to. */
  int[] low() {
    return low;
  }

  /** Returns the class of any code point. */
  int classOf(int c) {
    if (c < LOW) {
      return low[c];
    }
    if (c < 0x10000) {
      int[] page = pages[c / PAGE];
      if (page != null) {
        return page[c % PAGE];
      }
      // No keyword has this character as it stands; only another case of it can be in one.
      return folded && Chars.fold(c) != c ? work(c) : strange(c);
    }
    return work(c);
  }

  /** Returns the classes of a keyword's symbols. */
  int[] classesOf(int[] keyword) {
    return Arrays.stream(keyword).map(this::classOf).toArray();
  }
}
