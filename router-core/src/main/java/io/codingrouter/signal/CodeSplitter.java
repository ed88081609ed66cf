package io.codingrouter.signal;

import org.jspecify.annotations.Nullable;

/**
 * Tells prose from code in what a human typed: blocks in fences, and runs of lines that clearly are
 * code. Used once.
 *
 * <p>A fence of tildes opens at the start of a line and closes at the start of another. A fence of
 * backticks may open and close anywhere. One that is not closed reaches to the end, unless it opens
 * within a line and more than the name of a language follows.
 */
final class CodeSplitter {
  private static final int LONGEST_LANGUAGE = 24;

  private final String text;
  private @Nullable StringBuilder prose;
  private final StringBuilder code = new StringBuilder(0);
  private int done;

  CodeSplitter(String text) {
    this.text = text;
    if (text.indexOf('\n') >= 0 || text.indexOf("```") >= 0 || text.startsWith("~~~")) {
      split();
    }
  }

  /** Returns the prose; the whole text if there is none. */
  String ask() {
    if (prose == null) {
      return text;
    }
    String left = prose.toString().strip();
    return left.isEmpty() ? text : left;
  }

  /** Returns the code, blocks joined by a line break. */
  String code() {
    return code.toString();
  }

  private void split() {
    int ticks = text.indexOf("```");
    int tildes = tildes(0);
    int from = 0;
    while (ticks >= 0 || tildes >= 0) {
      boolean tilde = ticks < 0 || (tildes >= 0 && tildes < ticks);
      int open = tilde ? tildes : ticks;
      int end = tilde ? tildeBlock(from, open) : tickBlock(from, open);
      if (end > 0) {
        from = end;
      }
      int next = Math.max(end, open + Fence.lengthAt(text, open, tilde ? '~' : '`'));
      ticks = ticks >= 0 && ticks < next ? text.indexOf("```", next) : ticks;
      tildes = tildes >= 0 && tildes < next ? tildes(next) : tildes;
    }
    new PastedCode(text, from, text.length(), this::cut).find();
    if (prose != null) {
      keepUpTo(text.length());
    }
  }

  private int tildes(int from) {
    if (from == 0 && text.startsWith("~~~")) {
      return 0;
    }
    int at = text.indexOf("\n~~~", Math.max(0, from - 1));
    return at < 0 ? -1 : at + 1;
  }

  private int tildeBlock(int from, int open) {
    new PastedCode(text, from, open, this::cut).find();
    int inside = nextLine(open);
    int close = tildes(inside);
    if (close < 0) {
      cut(open, text.length(), inside, text.length());
      return text.length();
    }
    cut(open, nextLine(close), inside, close);
    return nextLine(close);
  }

  private int tickBlock(int from, int open) {
    int length = Fence.lengthAt(text, open, '`');
    int close = Fence.next(text, open + length, length);
    boolean language = isLanguage(open + length);
    int visible = lastVisible(open);
    boolean startsLine = visible < 0 || text.charAt(visible) == '\n';
    if (close < 0 && !language && !startsLine) {
      return 0;
    }
    new PastedCode(text, from, open, this::cut).find();
    int end = close < 0 ? text.length() : close;
    boolean info = language || (startsLine && nextLine(open) <= end);
    int inside = info ? Math.min(nextLine(open), end) : open + length;
    int after = close < 0 ? end : close + Fence.lengthAt(text, close, '`');
    cut(open, after, inside, end);
    return after;
  }

  private int lastVisible(int before) {
    int at = before - 1;
    while (at >= 0 && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at--;
    }
    return at;
  }

  // One word, or nothing, up to the end of the line.
  private boolean isLanguage(int from) {
    for (int i = from; i < text.length() && i - from <= LONGEST_LANGUAGE; i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        return true;
      }
      if (Character.isWhitespace(c) || c == '`') {
        return false;
      }
    }
    return false;
  }

  private int nextLine(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end + 1;
  }

  private void cut(int from, int to, int codeFrom, int codeTo) {
    if (prose == null) {
      prose = new StringBuilder();
    }
    keepUpTo(from);
    String block = text.substring(codeFrom, codeTo).strip();
    code.append(code.isEmpty() || block.isEmpty() ? "" : "\n").append(block);
    done = to;
  }

  private void keepUpTo(int end) {
    StringBuilder kept = prose;
    if (kept != null && done < end) {
      boolean joins =
          !kept.isEmpty()
              && !Character.isWhitespace(kept.charAt(kept.length() - 1))
              && !Character.isWhitespace(text.charAt(done));
      kept.append(joins ? " " : "").append(text, done, end);
    }
  }
}
