package io.codingrouter.text;

import io.codingrouter.text.Span.Kind;
import java.util.Arrays;

/** Finds quoted text. One pass: what opened is remembered, a blank line forgets it. */
final class Quotes {
  private static final int LONGEST = 2_000;

  // Straight double, straight single, curly, low, angle, corner.
  private static final String OPENERS = "\"'\u201C\u201E\u00AB\u300C";
  private static final String CLOSERS = "\"'\u201D\u201C\u00BB\u300D";

  private final String text;
  private final Spans spans;
  private final int[] open = new int[OPENERS.length()];

  private Quotes(String text, Spans spans) {
    this.text = text;
    this.spans = spans;
  }

  static void find(String text, Spans spans) {
    new Quotes(text, spans).run();
  }

  private void run() {
    Arrays.fill(open, -1);
    boolean blank = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        if (blank) {
          Arrays.fill(open, -1);
        }
        blank = true;
      } else if (c == '"' || c == '\'') {
        straight(i, c == '"' ? 0 : 1);
        blank = false;
      } else if (c >= 0xAB && (OPENERS.indexOf(c) >= 0 || CLOSERS.indexOf(c) >= 0)) {
        curly(i, c);
        blank = false;
      } else {
        blank &= Letters.isSpace(c);
      }
    }
  }

  private void straight(int index, int kind) {
    boolean first = index == 0;
    boolean last = index + 1 == text.length();
    if (!first && !last && isWordBefore(index) && isWordBehind(index)) {
      return;
    }
    if (open[kind] >= 0 && index - open[kind] > 1 && !Letters.isSpace(text.charAt(index - 1))) {
      close(index, kind);
    } else if ((first || !touches(text.charAt(index - 1)))
        && !last
        && !Letters.isSpace(text.charAt(index + 1))) {
      open[kind] = index;
    }
  }

  private void curly(int index, char c) {
    for (int kind = 2; kind < open.length; kind++) {
      if (c == CLOSERS.charAt(kind) && open[kind] >= 0) {
        close(index, kind);
        return;
      }
    }
    int kind = OPENERS.indexOf(c);
    if (kind >= 0) {
      open[kind] = index;
    }
  }

  private void close(int index, int kind) {
    if (index - open[kind] <= LONGEST) {
      spans.add(open[kind], index + 1, Kind.QUOTE);
    }
    open[kind] = -1;
  }

  // Brackets and the like may stand before a quotation mark that opens.
  private static boolean touches(char c) {
    return c >= 128 ? !Letters.isSpace(c) : Letters.isAsciiWord(c) || ".,;!?)]}%".indexOf(c) >= 0;
  }

  private boolean isWordBefore(int index) {
    return Letters.isWord(text.codePointBefore(index));
  }

  private boolean isWordBehind(int index) {
    return Letters.isWord(text.codePointAt(index + 1));
  }
}
