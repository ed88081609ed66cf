package io.codingrouter.signal;

import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * A keyword that is compared with words.
 *
 * @param rule the rule that it belongs to
 * @param text the keyword in normal form, with one space for each run of white space, and folded
 *     unless case counts
 */
record WordKeyword(KeywordRule rule, String text) {

  static WordKeyword of(KeywordRule rule, String keyword) {
    int[] symbols = Chars.symbols(keyword, !rule.caseSensitive());
    return new WordKeyword(rule, new String(symbols, 0, symbols.length));
  }

  /**
   * Tells whether it is made of words alone: letters and digits of scripts with spaces, {@code _},
   * and between them spaces, hyphens and apostrophes. Any other has characters that comparing words
   * would overlook, such as those of {@code C++}, and is looked for as it is written.
   */
  boolean isWords() {
    return text.codePoints().allMatch(c -> Chars.isWord(c) || " -'".indexOf(c) >= 0)
        && text.codePoints().anyMatch(Chars::isWord);
  }

  /** Its words as numbers, in order; none if it is not made of words. */
  int[] numbered(ToIntFunction<String> numbers) {
    return isWords() ? words().stream().mapToInt(numbers).toArray() : new int[0];
  }

  /** Its words in order. */
  List<String> words() {
    TextWords words = TextWords.of(text, false);
    return IntStream.range(0, words.count()).mapToObj(words::number).map(words::word).toList();
  }
}
