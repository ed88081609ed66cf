package io.codingrouter.text;

import io.codingrouter.text.Span.Kind;

/**
 * Finds addresses, paths, identifiers and numbers in one pass. Each is tried where a word begins
 * only, and none looks again at what another has refused, so the pass is linear.
 */
final class Tokens {
  private final String text;
  private final Spans spans;

  // Up to here no path can begin: the piece between spaces that was looked at is none.
  private int noPathUntil;
  private int nextScheme = -1;

  private Tokens(String text, Spans spans) {
    this.text = text;
    this.spans = spans;
  }

  static void find(String text, Spans spans) {
    new Tokens(text, spans).run();
  }

  private void run() {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c <= ' ') {
        i++;
      } else {
        i = token(i, c);
      }
    }
  }

  private int token(int at, char c) {
    if (Letters.isAsciiLetter(c) && mayBeUrl(at, c)) {
      int url = Urls.end(text, at);
      if (url > at) {
        return found(at, url, Kind.URL);
      }
    }
    if (at >= noPathUntil && Paths.mayStart(c)) {
      int chunk = Paths.chunkEnd(text, at);
      int path = Paths.end(text, at, chunk);
      if (path > at) {
        return found(at, path, Kind.PATH);
      }
      noPathUntil = chunk;
    }
    if (Identifiers.mayStart(c)) {
      int end = Identifiers.end(text, at);
      return Identifiers.isOne(text, at, end)
          ? found(at, Identifiers.callEnd(text, end), Kind.IDENTIFIER)
          : end;
    }
    int number = Numbers.mayStart(c) ? Numbers.end(text, at) : at;
    if (number > at) {
      return found(at, number, Kind.NUMBER);
    }
    int codePoint = text.codePointAt(at);
    int next = at + Character.charCount(codePoint);
    return Letters.isWord(codePoint) ? wordEnd(next) : next;
  }

  private boolean mayBeUrl(int at, char c) {
    if (nextScheme < at) {
      int next = text.indexOf("://", at);
      nextScheme = next < 0 ? Integer.MAX_VALUE : next;
    }
    return nextScheme - at <= Urls.LONGEST_SCHEME || c == 'w' || c == 'W';
  }

  private int wordEnd(int from) {
    int i = from;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      if (!Letters.isWord(codePoint)) {
        break;
      }
      i += Character.charCount(codePoint);
    }
    return i;
  }

  private int found(int start, int end, Kind kind) {
    spans.add(start, end, kind);
    return end;
  }
}
