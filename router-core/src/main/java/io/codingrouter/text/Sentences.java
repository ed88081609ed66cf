package io.codingrouter.text;

import java.util.Locale;
import java.util.Set;

/** Finds sentences. */
final class Sentences {
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "mr", "mrs", "ms", "dr", "prof", "sr", "jr", "st", "vs", "cf", "fig", "eq", "approx",
          "e.g", "i.e", "viz", "resp", "bzw", "z.b", "d.h", "ca", "nr", "vol", "pp");
  private static final int LONGEST_ABBREVIATION = 6;

  private final String text;
  private final Spans spans;
  private int start;

  private Sentences(String text, Spans spans) {
    this.text = text;
    this.spans = spans;
  }

  static void find(String text, Spans spans) {
    new Sentences(text, spans).run();
  }

  private void run() {
    start = skipSpace(0);
    int i = start;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\n') {
        int next = skipSpace(i);
        if (isBlankLine(i, next) || startsItem(next)) {
          end(i);
        }
        i = next;
      } else if (isTerminator(c)) {
        i = terminator(i);
      } else {
        i++;
      }
    }
    end(text.length());
  }

  private int terminator(int at) {
    int last = at;
    int i = at + 1;
    while (i < text.length() && (isTerminator(text.charAt(i)) || isCloser(text.charAt(i)))) {
      last = isTerminator(text.charAt(i)) ? i : last;
      i++;
    }
    if (i == text.length() || isWide(text.charAt(last)) || endsIdeographs(at)) {
      end(i);
    } else if (Letters.isSpace(text.charAt(i))) {
      int next = skipSpace(i);
      boolean goesOn =
          (next < text.length() && Character.isLowerCase(text.codePointAt(next)))
              || (text.charAt(at) == '.' && last == at && isAbbreviation(at));
      if (!goesOn) {
        end(i);
      }
    }
    return i;
  }

  // A full-width mark, which normalisation made narrow.
  private boolean endsIdeographs(int at) {
    return at > 0 && text.charAt(at - 1) >= 0x3041 && text.charAt(at) != '.';
  }

  private void end(int end) {
    int to = end;
    while (to > start && Letters.isSpace(text.charAt(to - 1))) {
      to--;
    }
    if (start < to) {
      spans.addSentence(start, to);
    }
    start = skipSpace(end);
  }

  private boolean isAbbreviation(int dot) {
    int from = dot;
    while (from > start && dot - from <= LONGEST_ABBREVIATION && !isEdge(text.charAt(from - 1))) {
      from--;
    }
    int length = dot - from;
    if (length == 0 || length > LONGEST_ABBREVIATION) {
      return false;
    }
    if (length == 1 && Character.isUpperCase(text.charAt(from))) {
      return true;
    }
    boolean number = from == start;
    for (int i = from; number && i < dot; i++) {
      number = Letters.isAsciiDigit(text.charAt(i));
    }
    return number || ABBREVIATIONS.contains(text.substring(from, dot).toLowerCase(Locale.ROOT));
  }

  private static boolean isEdge(char c) {
    return Letters.isSpace(c) || c == '(' || c == '"' || c == '[';
  }

  private int skipSpace(int from) {
    int i = from;
    while (i < text.length() && Letters.isSpace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private boolean isBlankLine(int from, int to) {
    int lines = 0;
    for (int i = from; i < to; i++) {
      lines += text.charAt(i) == '\n' ? 1 : 0;
    }
    return lines > 1;
  }

  private boolean startsItem(int at) {
    if (at + 1 >= text.length()) {
      return false;
    }
    char c = text.charAt(at);
    if (c == '#' || c == '>' || c == '|' || c == '\u2022') {
      return true;
    }
    if (c == '-' || c == '*' || c == '+') {
      return text.charAt(at + 1) == ' ';
    }
    int i = at;
    while (i < text.length() && i < at + 3 && Letters.isAsciiDigit(text.charAt(i))) {
      i++;
    }
    return i > at
        && i + 1 < text.length()
        && (text.charAt(i) == '.' || text.charAt(i) == ')')
        && text.charAt(i + 1) == ' ';
  }

  private static boolean isTerminator(char c) {
    return c == '.' || c == '!' || c == '?' || (c >= 0x589 && isForeignTerminator(c));
  }

  private static boolean isForeignTerminator(char c) {
    return isWide(c) || c == 0x589 || c == 0x61F || c == 0x6D4 || c == 0x964 || c == 0x965;
  }

  // Nothing needs to stand between these and the next sentence.
  private static boolean isWide(char c) {
    return c == 0x3002 || c == 0xFF61;
  }

  private static boolean isCloser(char c) {
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201D || c == 0xBB || c == 0x300D;
  }
}
