package io.codingrouter.config;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Estimates how large a regular expression becomes once its repetitions are written out, before
 * anything compiles it: {@code ((a{1000}){1000}){1000}} is short to write and takes all memory.
 */
final class PatternSize {
  private static final long MOST = 1L << 40;

  private final String pattern;
  private final Deque<Long> outer = new ArrayDeque<>();
  private long before;
  private long last;

  private PatternSize(String pattern) {
    this.pattern = pattern;
  }

  /** About as many steps as the compiled expression has. */
  static long of(String pattern) {
    return new PatternSize(pattern).measure();
  }

  private long measure() {
    int i = 0;
    while (i < pattern.length()) {
      i = step(i);
    }
    long size = before + last;
    for (long open : outer) {
      size += open;
    }
    return size;
  }

  /** Takes one atom or repetition, and returns where the next begins. */
  private int step(int at) {
    char c = pattern.charAt(at);
    if (pattern.startsWith("\\Q", at)) {
      int end = pattern.indexOf("\\E", at);
      return atom(end < 0 ? pattern.length() : end + 2, at);
    }
    return switch (c) {
      case '\\' -> atom(at + 2, at);
      case '[' -> atom(endOfClass(at), at);
      case '(' -> open(at);
      case ')' -> close(at);
      case '{' -> repetition(at);
      default -> atom(at + 1, at);
    };
  }

  private int open(int at) {
    outer.push(before + last);
    before = 0;
    last = 0;
    return at + 1;
  }

  private int close(int at) {
    last = before + last + 1;
    before = outer.isEmpty() ? 0 : outer.pop();
    return at + 1;
  }

  private int repetition(int at) {
    int end = pattern.indexOf('}', at);
    int times = end < 0 ? 0 : times(pattern.substring(at + 1, end));
    if (times == 0) {
      return atom(at + 1, at);
    }
    last = Math.min(last * times, MOST);
    return end + 1;
  }

  private int atom(int end, int at) {
    before = Math.min(before + last, MOST);
    last = (long) end - at;
    return end;
  }

  private int endOfClass(int at) {
    int i = at + 1;
    if (i < pattern.length() && pattern.charAt(i) == '^') {
      i++;
    }
    if (i < pattern.length() && pattern.charAt(i) == ']') {
      i++;
    }
    while (i < pattern.length() && pattern.charAt(i) != ']') {
      i += pattern.charAt(i) == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  /** The larger number of {@code n}, {@code n,} or {@code n,m}; 0 if this is no repetition. */
  private static int times(String inside) {
    int comma = inside.indexOf(',');
    String least = comma < 0 ? inside : inside.substring(0, comma);
    String most = comma < 0 || comma == inside.length() - 1 ? least : inside.substring(comma + 1);
    return Math.max(Numbers.integer(least).orElse(0), Numbers.integer(most).orElse(0));
  }
}
