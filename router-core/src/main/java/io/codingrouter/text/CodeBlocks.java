package io.codingrouter.text;

import io.codingrouter.text.Span.Kind;
import java.util.Arrays;

/** Finds code in Markdown: fenced blocks, and runs between backticks in what is left. */
final class CodeBlocks {
  private static final int LONGEST_TICKS = 8;

  private final String text;
  private final Spans spans;

  private CodeBlocks(String text, Spans spans) {
    this.text = text;
    this.spans = spans;
  }

  static void find(String text, Spans spans) {
    if (text.indexOf('`') >= 0 || text.contains("~~~")) {
      new CodeBlocks(text, spans).run();
    }
  }

  private void run() {
    int proseStart = 0;
    int fenceStart = -1;
    int fence = 0;
    char sign = 0;
    for (int line = 0; line < text.length(); ) {
      int newline = text.indexOf('\n', line);
      int lineEnd = newline < 0 ? text.length() : newline;
      int first = skipIndent(line, lineEnd);
      int length = fenceLength(first, lineEnd);
      if (fenceStart < 0 && length >= 3 && !hasTicks(first + length, lineEnd)) {
        inline(proseStart, line);
        fenceStart = first;
        fence = length;
        sign = text.charAt(first);
      } else if (fenceStart >= 0
          && length >= fence
          && text.charAt(first) == sign
          && skipIndent(first + length, lineEnd) == lineEnd) {
        spans.add(fenceStart, first + length, Kind.FENCED_CODE);
        fenceStart = -1;
        proseStart = lineEnd;
      }
      line = lineEnd + 1;
    }
    if (fenceStart >= 0) {
      spans.add(fenceStart, text.length(), Kind.FENCED_CODE);
    } else {
      inline(proseStart, text.length());
    }
  }

  private int skipIndent(int from, int to) {
    int i = from;
    while (i < to && (Letters.isSpace(text.charAt(i)) || text.charAt(i) == '>')) {
      i++;
    }
    return i;
  }

  private int fenceLength(int from, int to) {
    if (from == to || (text.charAt(from) != '`' && text.charAt(from) != '~')) {
      return 0;
    }
    return ticksEnd(from, to) - from;
  }

  private int ticksEnd(int from, int to) {
    int i = from;
    while (i < to && text.charAt(i) == text.charAt(from)) {
      i++;
    }
    return i;
  }

  private boolean hasTicks(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) == '`') {
        return true;
      }
    }
    return false;
  }

  /**
   * Pairs runs of backticks of equal length. An opener takes the next run of its length, so where
   * each length comes next is written down first, from right to left.
   */
  private void inline(int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += startsTicks(i, from) ? 1 : 0;
    }
    int[] starts = new int[count];
    int[] closers = new int[count];
    int run = 0;
    for (int i = from; i < to; i++) {
      if (startsTicks(i, from)) {
        starts[run++] = i;
      }
    }
    int[] next = new int[LONGEST_TICKS + 1];
    Arrays.fill(next, -1);
    int paragraphEnd = to;
    for (run = count - 1; run >= 0; run--) {
      int end = ticksEnd(starts[run], to);
      if (hasBlankLine(end, paragraphEnd)) {
        Arrays.fill(next, -1);
      }
      paragraphEnd = starts[run];
      int length = Math.min(end - starts[run], LONGEST_TICKS + 1);
      closers[run] = length > LONGEST_TICKS ? -1 : next[length];
      if (length <= LONGEST_TICKS) {
        next[length] = run;
      }
    }
    for (run = 0; run < count; run++) {
      if (closers[run] >= 0) {
        int closer = closers[run];
        spans.add(starts[run], ticksEnd(starts[closer], to), Kind.INLINE_CODE);
        run = closer;
      }
    }
  }

  private boolean startsTicks(int index, int from) {
    return text.charAt(index) == '`' && (index == from || text.charAt(index - 1) != '`');
  }

  private boolean hasBlankLine(int from, int to) {
    boolean blank = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '\n' && blank) {
        return true;
      }
      blank = c == '\n' || (blank && Letters.isSpace(c));
    }
    return false;
  }
}
