package io.codingrouter.signal;

/** Tokens by the number of characters, weighted by script. Counts in sixtieths of a token. */
final class TokenEstimate implements TokenCounter {
  static final TokenEstimate INSTANCE = new TokenEstimate();

  private static final int WHOLE = 60;
  private static final int LATIN = WHOLE / 4;
  private static final int DIGIT = WHOLE / 3;
  private static final int SIGN = WHOLE / 2;
  private static final int OTHER_LETTER = WHOLE * 2 / 5;
  private static final int SURROGATE = WHOLE / 2; // two make a character
  private static final byte[] ASCII = ascii();

  private TokenEstimate() {}

  private static byte[] ascii() {
    byte[] weights = new byte[128];
    for (char c = 0; c < weights.length; c++) {
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean digit = c >= '0' && c <= '9';
      weights[c] = (byte) (letter || c <= ' ' ? LATIN : digit ? DIGIT : SIGN);
    }
    return weights;
  }

  @Override
  public int count(String text) {
    long sum = 0;
    boolean space = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean here = c <= ' ';
      if (!(here && space)) {
        sum += c < ASCII.length ? ASCII[c] : weight(c);
      }
      space = here;
    }
    return (int) ((sum + WHOLE - 1) / WHOLE);
  }

  private static int weight(char c) {
    if (c < 0x250) { // Latin with accents
      return OTHER_LETTER;
    }
    boolean wide =
        (c >= 0x2E80 && c <= 0xA4CF) // Han, kana and their signs
            || (c >= 0xAC00 && c <= 0xD7A3) // Hangul
            || (c >= 0xF900 && c <= 0xFAFF) // Han for compatibility
            || (c >= 0xFF00 && c <= 0xFFEF); // full and half width
    return wide ? WHOLE : Character.isSurrogate(c) ? SURROGATE : OTHER_LETTER;
  }
}
