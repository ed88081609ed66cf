package io.codingrouter.config;

import org.yaml.snakeyaml.reader.StreamReader;

/** Looks for characters that no YAML has, before a parser stumbles over them. */
final class TextCheck {
  private TextCheck() {}

  static void check(String text, Problems problems) {
    for (int i = 0; i < text.length(); ) {
      char c = text.charAt(i);
      if ((c >= ' ' && c < 0x7F) || c == '\n') {
        i++;
        continue;
      }
      int codePoint = text.codePointAt(i);
      if (!StreamReader.isPrintable(codePoint)) {
        throw problems.fatal(
            placeOf(text, i),
            "",
            codePoint == 0
                ? "a NUL character: this is a binary file or UTF-16, save it as UTF-8 text"
                : "a control character: remove it, or write it as an escape in double quotes");
      }
      i += Character.charCount(codePoint);
    }
  }

  /** The place of an offset. */
  static Place placeOf(String text, int offset) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < offset; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        start = i + 1;
      }
    }
    return new Place(line, text.codePointCount(start, offset) + 1);
  }
}
