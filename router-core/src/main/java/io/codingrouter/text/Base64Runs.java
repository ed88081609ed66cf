package io.codingrouter.text;

import io.codingrouter.text.Decoded.Encoding;

/** Finds and decodes base64. */
final class Base64Runs {
  private static final int SHORTEST = 16;
  private static final int SHORTEST_PADDED = 8;
  // Writers of base64 wrap at 64 or 76.
  private static final int SHORTEST_LINE = 60;
  private static final int LONGEST_BYTES = Decodings.LONGEST;

  private final String text;

  private Base64Runs(String text) {
    this.text = text;
  }

  static void find(String text, Decodings decodings) {
    Base64Runs runs = new Base64Runs(text);
    int i = 0;
    while (i < text.length()) {
      if (value(text.charAt(i)) < 0) {
        i++;
        continue;
      }
      int end = runs.runEnd(i);
      int padded = runs.paddedEnd(end);
      if (end - i >= SHORTEST || (padded > end && end - i >= SHORTEST_PADDED)) {
        runs.decode(i, end, padded, decodings);
      }
      i = padded;
    }
  }

  private int runEnd(int from) {
    int line = from;
    int i = from;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (value(c) >= 0) {
        i++;
      } else if ((c == '\n' || c == '\r') && i - line >= SHORTEST_LINE) {
        int next = c == '\r' && text.startsWith("\n", i + 1) ? i + 2 : i + 1;
        if (next == text.length() || value(text.charAt(next)) < 0) {
          break;
        }
        line = next;
        i = next;
      } else {
        break;
      }
    }
    return i;
  }

  private int paddedEnd(int end) {
    int i = end;
    while (i < text.length() && i < end + 2 && text.charAt(i) == '=') {
      i++;
    }
    return i;
  }

  private void decode(int start, int end, int padded, Decodings decodings) {
    byte[] bytes = new byte[Math.min(LONGEST_BYTES, (end - start) / 4 * 3 + 3)];
    int length = 0;
    int bits = 0;
    int held = 0;
    for (int i = start; i < end && length < bytes.length; i++) {
      int value = value(text.charAt(i));
      if (value < 0) {
        continue;
      }
      held = held << 6 | value;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        bytes[length++] = (byte) (held >> bits);
      }
    }
    String decoded = ReadableBytes.of(bytes, length);
    if (decoded != null) {
      decodings.add(Encoding.BASE64, start, padded, decoded);
    }
  }

  private static int value(char c) {
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
  }
}
