package io.codingrouter.signal;

/**
 * Finds code that was pasted without a fence: at least {@value #ENOUGH} lines that clearly are
 * code, and what stands between them if that may be code as well. Prose is kept in doubt: lists,
 * letters, formulas, commands and single lines of code are prose. Used once.
 */
final class PastedCode {
  /** How many lines it takes that clearly are code. */
  static final int ENOUGH = 3;

  /** How many lines in a row may be unclear, within code. */
  private static final int PATIENCE = 12;

  private final String text;
  private final int from;
  private final int to;
  private final Cut cut;

  private int start = -1;
  private int end;
  private int sure;
  private int unsure;
  private boolean endIsSure;

  /** What is done with code that was found. */
  interface Cut {
    /**
     * Cuts a range of the text.
     *
     * @param from its start
     * @param to its end
     * @param codeFrom where the code in it starts
     * @param codeTo where the code in it ends
     */
    void cut(int from, int to, int codeFrom, int codeTo);
  }

  PastedCode(String text, int from, int to, Cut cut) {
    this.text = text;
    this.from = from;
    this.to = to;
    this.cut = cut;
  }

  void find() {
    CodeLines lines = new CodeLines();
    int line = from;
    while (line < to) {
      int endOfLine = line;
      while (endOfLine < to && text.charAt(endOfLine) != '\n') {
        endOfLine++;
      }
      take(lines.judge(text, line, endOfLine), line, endOfLine);
      line = endOfLine + 1;
    }
    finish();
  }

  private void take(CodeLines.Verdict verdict, int line, int endOfLine) {
    if (verdict == CodeLines.Verdict.CODE) {
      start = start < 0 ? line : start;
      end = endOfLine;
      endIsSure = true;
      sure++;
      unsure = 0;
    } else if (start >= 0) {
      takeAfterCode(verdict, endOfLine);
    }
  }

  private void takeAfterCode(CodeLines.Verdict verdict, int endOfLine) {
    switch (verdict) {
      case PROSE -> finish();
      case INDENTED -> end = endIsSure ? endOfLine : end;
      case COMMENT -> endIsSure = false;
      default -> {
        endIsSure = false;
        if (++unsure > PATIENCE) {
          finish();
        }
      }
    }
  }

  private void finish() {
    if (start >= 0 && sure >= ENOUGH) {
      cut.cut(start, end, start, end);
    }
    start = -1;
    sure = 0;
    unsure = 0;
  }
}
