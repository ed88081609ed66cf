package io.codingrouter.embedding;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** BERT's tokenisation as its authors describe it: pass after pass, string after string. */
final class NaiveWordPiece {
  private static final String CHINESE =
      "CJK_UNIFIED_IDEOGRAPHS(_EXTENSION_[A-E])?|CJK_COMPATIBILITY_IDEOGRAPHS(_SUPPLEMENT)?";

  private final Map<String, Integer> vocabulary;
  private final int unknown;

  NaiveWordPiece(Map<String, Integer> vocabulary, int unknown) {
    this.vocabulary = vocabulary;
    this.unknown = unknown;
  }

  List<Integer> split(String text) {
    StringBuilder spaced = new StringBuilder();
    clean(text)
        .codePoints()
        .forEach(
            c -> {
              if (isChinese(c)) {
                spaced.append(' ').appendCodePoint(c).append(' ');
              } else {
                spaced.appendCodePoint(c);
              }
            });
    String plain =
        Normalizer.normalize(spaced, Normalizer.Form.NFD)
            .replaceAll("\\p{Mn}", "")
            // letter by letter: a sigma that ends a word is no special case here
            .codePoints()
            .mapToObj(c -> Character.toString(Character.toLowerCase(c)))
            .reduce("", String::concat);
    List<Integer> ids = new ArrayList<>();
    for (String word : plain.split("[\\p{Z}]+", -1)) {
      for (String part : word.split("(?<=[\\p{P}$+<=>^`|~])|(?=[\\p{P}$+<=>^`|~])", -1)) {
        if (!part.isEmpty()) {
          ids.addAll(pieces(part));
        }
      }
    }
    return ids;
  }

  private static String clean(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\t' || c == '\n' || c == '\r') {
                out.append(' ');
              } else if (c != 0xFFFD
                  && !Character.toString(c).matches("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}]")) {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }

  /** BERT's list ends with extension E: later ideographs are letters like any other. */
  private static boolean isChinese(int c) {
    Character.UnicodeBlock block = Character.UnicodeBlock.of(c);
    return block != null && block.toString().matches(CHINESE);
  }

  private List<Integer> pieces(String word) {
    if (word.codePointCount(0, word.length()) > 100) {
      return List.of(unknown);
    }
    List<Integer> out = new ArrayList<>();
    int from = 0;
    while (from < word.length()) {
      int to = word.length();
      String prefix = from == 0 ? "" : "##";
      while (to > from && !vocabulary.containsKey(prefix + word.substring(from, to))) {
        to--;
      }
      if (to == from) {
        return List.of(unknown);
      }
      out.add(vocabulary.get(prefix + word.substring(from, to)));
      from = to;
    }
    return out;
  }
}
