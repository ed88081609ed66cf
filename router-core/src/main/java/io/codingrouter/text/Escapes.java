package io.codingrouter.text;

import io.codingrouter.text.Decoded.Encoding;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Finds and decodes escapes. Those that stand near each other are decoded together, with what lies
 * between them and the words at their edges: one escape in each word must not take a sentence
 * apart.
 */
final class Escapes {
  private static final int WIDEST_GAP = 32;
  private static final int LONGEST_EDGE = 64;
  private static final int LONGEST_REFERENCE = 10;
  private static final Map<String, String> REFERENCES =
      Map.ofEntries(
          Map.entry("amp", "&"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("nbsp", " "),
          Map.entry("Tab", "\t"),
          Map.entry("NewLine", "\n"),
          Map.entry("excl", "!"),
          Map.entry("num", "#"),
          Map.entry("dollar", "$"),
          Map.entry("percnt", "%"),
          Map.entry("lpar", "("),
          Map.entry("rpar", ")"),
          Map.entry("comma", ","),
          Map.entry("period", "."),
          Map.entry("sol", "/"),
          Map.entry("bsol", "\\"),
          Map.entry("colon", ":"),
          Map.entry("semi", ";"),
          Map.entry("equals", "="),
          Map.entry("quest", "?"),
          Map.entry("commat", "@"),
          Map.entry("lsqb", "["),
          Map.entry("rsqb", "]"),
          Map.entry("lowbar", "_"),
          Map.entry("lcub", "{"),
          Map.entry("rcub", "}"),
          Map.entry("hyphen", "-"),
          Map.entry("shy", ""),
          Map.entry("zwj", ""),
          Map.entry("zwnj", ""));

  private final String text;
  private final Encoding encoding;
  private final char sign;
  private final StringBuilder out = new StringBuilder();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Escapes(String text, Encoding encoding, char sign) {
    this.text = text;
    this.encoding = encoding;
    this.sign = sign;
  }

  static void find(String text, Decodings decodings) {
    new Escapes(text, Encoding.PERCENT, '%').run(decodings);
    new Escapes(text, Encoding.HTML, '&').run(decodings);
    new Escapes(text, Encoding.BACKSLASH, '\\').run(decodings);
  }

  private void run(Decodings decodings) {
    int free = 0;
    int i = text.indexOf(sign);
    while (i >= 0) {
      out.setLength(0);
      int end = decode(i);
      if (end > i) {
        String middle = out.toString();
        int from = edgeBefore(i, free);
        int to = edgeBehind(end);
        decodings.add(
            encoding, from, to, text.substring(from, i) + middle + text.substring(end, to));
        free = to;
        end = to;
      }
      i = text.indexOf(sign, Math.max(end, i + 1));
    }
  }

  private int edgeBefore(int at, int free) {
    int i = at;
    while (i > free && at - i < LONGEST_EDGE && !Letters.isSpace(text.charAt(i - 1))) {
      i--;
    }
    return i;
  }

  private int edgeBehind(int at) {
    int i = at;
    while (i < text.length() && i - at < LONGEST_EDGE && isEdge(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private boolean isEdge(char c) {
    return c != sign && !Letters.isSpace(c);
  }

  /** Decodes from an escape to the last one near it and returns where that ends. */
  private int decode(int start) {
    int end = start;
    int length = 0;
    int i = start;
    while (i < text.length() && i - end <= WIDEST_GAP) {
      int next = text.charAt(i) == sign ? escape(i) : i;
      if (next > i) {
        i = next;
        end = next;
        length = out.length();
      } else if (end == start) {
        break;
      } else {
        out.append(text.charAt(i));
        i++;
      }
    }
    out.setLength(length);
    return end;
  }

  private int escape(int at) {
    return switch (encoding) {
      case PERCENT -> percent(at);
      case HTML -> reference(at);
      default -> backslash(at);
    };
  }

  // Bytes in a row make characters together.
  private int percent(int at) {
    if (hex(at + 1, 2) < 0) {
      return at;
    }
    bytes.reset();
    int i = at;
    while (i < text.length() && text.charAt(i) == '%' && hex(i + 1, 2) >= 0) {
      bytes.write(hex(i + 1, 2));
      i += 3;
    }
    out.append(bytes.toString(StandardCharsets.UTF_8));
    return i;
  }

  private int reference(int at) {
    int end = at + 1;
    while (end < text.length() && end - at <= LONGEST_REFERENCE && isName(text.charAt(end))) {
      end++;
    }
    boolean closed = end < text.length() && text.charAt(end) == ';';
    if (text.startsWith("#", at + 1)) {
      boolean hex = text.startsWith("x", at + 2) || text.startsWith("X", at + 2);
      int from = hex ? at + 3 : at + 2;
      return append(number(from, end, hex ? 16 : 10)) ? (closed ? end + 1 : end) : at;
    }
    String named = closed ? REFERENCES.get(text.substring(at + 1, end)) : null;
    if (named == null) {
      return at;
    }
    out.append(named);
    return end + 1;
  }

  private static boolean isName(char c) {
    return Letters.isAsciiAlphanumeric(c) || c == '#';
  }

  private int backslash(int at) {
    char kind = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    if (kind == 'u' && text.startsWith("{", at + 2)) {
      int end = at + 3;
      while (end < text.length() && end < at + 9 && hex(end, 1) >= 0) {
        end++;
      }
      boolean closed = end < text.length() && text.charAt(end) == '}';
      return closed && append(number(at + 3, end, 16)) ? end + 1 : at;
    }
    int digits = kind == 'u' ? 4 : kind == 'x' ? 2 : kind == 'U' ? 8 : 0;
    return digits > 0 && append(hex(at + 2, digits)) ? at + 2 + digits : at;
  }

  private boolean append(int codePoint) {
    if (!Character.isValidCodePoint(codePoint)) {
      return false;
    }
    out.appendCodePoint(codePoint);
    return true;
  }

  private int hex(int from, int digits) {
    return from + digits <= text.length() ? number(from, from + digits, 16) : -1;
  }

  /** Reads digits; -1 if there are none, others than digits, or too many to be a character. */
  private int number(int from, int to, int radix) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), radix) : -1;
      value = digit < 0 || value > Character.MAX_CODE_POINT ? -1 : value * radix + digit;
      if (value < 0) {
        return -1;
      }
    }
    return from < to ? value : -1;
  }
}
