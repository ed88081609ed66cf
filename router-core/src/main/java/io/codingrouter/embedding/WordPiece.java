package io.codingrouter.embedding;

/**
 * Splits a text into word pieces exactly as BERT uncased does: cleaned, lower case, without
 * accents, split at spaces, punctuation and ideographs, and each word cut into the longest pieces
 * from its start. A word of more than 100 characters, or one that the pieces cannot spell, is one
 * unknown token. No marks are added at the ends, and marks typed in the text ({@code [SEP]}) are
 * text.
 *
 * <p>Linear in the text; allocates nothing once made. Not safe for concurrent use; vocabulary and
 * folding are shared.
 */
final class WordPiece {
  /** The most code points that a word may have. */
  static final int MAX_WORD = 100;

  private final Vocabulary vocabulary;
  private final Folding folding;
  private final int unknown;

  private final char[] word = new char[2 * MAX_WORD];
  private final int[] hashes = new int[2 * MAX_WORD + 1];
  private final int[] pieces = new int[2 * MAX_WORD];
  private int chars;
  private int codePoints;

  WordPiece(Vocabulary vocabulary, Folding folding, int unknown) {
    this.vocabulary = vocabulary;
    this.folding = folding;
    this.unknown = unknown;
  }

  /**
   * Splits a text.
   *
   * @param text any text; lone surrogates are dropped
   * @param sink receives the ids in order
   */
  void split(CharSequence text, TokenSink sink) {
    chars = 0;
    codePoints = 0;
    int length = text.length();
    for (int i = 0; i < length; ) {
      char c = text.charAt(i);
      if (c >= 'a' && c <= 'z') {
        append(c);
        i++;
      } else {
        int codePoint = Character.codePointAt(text, i);
        i += Character.charCount(codePoint);
        int answer = folding.of(codePoint);
        if (Folding.kind(answer) == Folding.SEVERAL) {
          for (int part : folding.several(codePoint)) {
            take(part, sink);
          }
        } else {
          take(answer, sink);
        }
      }
    }
    endWord(sink);
  }

  private void take(int answer, TokenSink sink) {
    switch (Folding.kind(answer)) {
      case Folding.PART -> append(Folding.codePoint(answer));
      case Folding.ALONE -> {
        endWord(sink);
        append(Folding.codePoint(answer));
        endWord(sink);
      }
      case Folding.SPACE -> endWord(sink);
      case Folding.NOTHING -> {}
      default -> throw new AssertionError(answer);
    }
  }

  /** Counts on past the limit, but keeps nothing of it. */
  private void append(int codePoint) {
    if (codePoints < MAX_WORD) {
      if (Character.isBmpCodePoint(codePoint)) {
        word[chars++] = (char) codePoint;
      } else {
        chars += Character.toChars(codePoint, word, chars);
      }
    }
    codePoints++;
  }

  private void endWord(TokenSink sink) {
    if (chars == 0) {
      return;
    }
    int count = codePoints > MAX_WORD ? 0 : cut();
    if (count == 0) {
      sink.accept(unknown);
    }
    for (int i = 0; i < count; i++) {
      sink.accept(pieces[i]);
    }
    chars = 0;
    codePoints = 0;
  }

  /** Fills in the pieces of the word and returns how many: none if it cannot be spelt. */
  private int cut() {
    Vocabulary.hash(word, chars, hashes);
    int count = 0;
    for (int from = 0; from < chars; ) {
      int to = Math.min(chars, from + vocabulary.longest());
      int piece = Vocabulary.NONE;
      while (to > from) {
        piece = vocabulary.find(word, hashes, from, to);
        if (piece != Vocabulary.NONE) {
          break;
        }
        to--;
      }
      if (piece == Vocabulary.NONE) {
        return 0;
      }
      pieces[count++] = piece;
      from = to;
    }
    return count;
  }
}
