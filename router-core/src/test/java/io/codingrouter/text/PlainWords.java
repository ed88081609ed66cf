package io.codingrouter.text;

/** Words by their definition, one code point at a time and without regard to speed. */
final class PlainWords {
  private PlainWords() {}

  /** Writes {@code W} where a word starts, {@code w} where it goes on and a dot elsewhere. */
  static String mark(String text) {
    int[] codePoints = text.codePoints().toArray();
    StringBuilder marks = new StringBuilder();
    boolean open = false;
    for (int i = 0; i < codePoints.length; i++) {
      int codePoint = codePoints[i];
      boolean ideograph = isWord(codePoint) && Character.isIdeographic(codePoint);
      boolean goesOn = open && !ideograph && (isWord(codePoint) || isBinding(codePoints, i));
      boolean word = goesOn || isWord(codePoint);
      for (int unit = 0; unit < Character.charCount(codePoint); unit++) {
        marks.append(!word ? '.' : goesOn || unit > 0 ? 'w' : 'W');
      }
      open = word && !ideograph;
    }
    return marks.toString();
  }

  private static boolean isBinding(int[] codePoints, int i) {
    int codePoint = codePoints[i];
    return (codePoint == '\'' || codePoint == 0x200C || codePoint == 0x200D)
        && isWord(codePoints[i - 1])
        && i + 1 < codePoints.length
        && isWord(codePoints[i + 1])
        && !Character.isIdeographic(codePoints[i + 1]);
  }

  private static boolean isWord(int codePoint) {
    return codePoint == '_'
        || switch (Character.getType(codePoint)) {
          case Character.UPPERCASE_LETTER,
              Character.LOWERCASE_LETTER,
              Character.TITLECASE_LETTER,
              Character.MODIFIER_LETTER,
              Character.OTHER_LETTER,
              Character.DECIMAL_DIGIT_NUMBER,
              Character.LETTER_NUMBER,
              Character.NON_SPACING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.ENCLOSING_MARK ->
              true;
          default -> false;
        };
  }
}
