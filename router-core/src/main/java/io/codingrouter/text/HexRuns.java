package io.codingrouter.text;

import io.codingrouter.text.Decoded.Encoding;

/** Finds and decodes hexadecimal bytes: in a row, or pairs with one kind of separator. */
final class HexRuns {
  private static final int FEWEST = 8;
  private static final int FEWEST_SEPARATED = 6;

  private final String text;
  private final byte[] bytes;
  private int length;

  private HexRuns(String text) {
    this.text = text;
    this.bytes = new byte[Math.min(Decodings.LONGEST, text.length() / 2)];
  }

  static void find(String text, Decodings decodings) {
    HexRuns runs = new HexRuns(text);
    boolean inWord = false;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (!inWord && digit(c) >= 0) {
        i = runs.read(i, decodings);
        inWord = i < text.length() && Letters.isWordPart(text.charAt(i));
      } else {
        inWord = Letters.isWordPart(c);
        i++;
      }
    }
  }

  private int read(int start, Decodings decodings) {
    length = 0;
    int count = 0;
    int end = start;
    char separator = 0;
    int i = start;
    while (true) {
      i = text.startsWith("0x", i) ? i + 2 : i;
      if (!isPair(i)) {
        break;
      }
      if (length < bytes.length) {
        bytes[length++] = (byte) (digit(text.charAt(i)) << 4 | digit(text.charAt(i + 1)));
      }
      i += 2;
      end = i;
      count++;
      if (i == text.length()) {
        break;
      }
      char next = text.charAt(i);
      if (count == 1 && isSeparator(next)) {
        separator = next;
      }
      if (separator != 0) {
        if (next != separator) {
          break;
        }
        i += text.startsWith(", ", i) ? 2 : 1;
      }
    }
    boolean whole = end == text.length() || !Letters.isWordPart(text.charAt(end));
    if (whole && count >= (separator == 0 ? FEWEST : FEWEST_SEPARATED)) {
      String decoded = ReadableBytes.of(bytes, length);
      if (decoded != null) {
        decodings.add(Encoding.HEX, start, end, decoded);
      }
    }
    return Math.max(end, start + 1);
  }

  private boolean isPair(int at) {
    return at + 1 < text.length() && digit(text.charAt(at)) >= 0 && digit(text.charAt(at + 1)) >= 0;
  }

  private static boolean isSeparator(char c) {
    return c == ' ' || c == ':' || c == ',' || c == '-';
  }

  private static int digit(char c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }
}
