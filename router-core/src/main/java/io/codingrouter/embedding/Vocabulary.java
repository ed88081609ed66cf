package io.codingrouter.embedding;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The word pieces, found by the hash of a run of characters: no string is made. Pieces that
 * continue a word ({@code ##ing}) are kept without their marks under a hash of their own. Immutable
 * and safe for concurrent use.
 */
final class Vocabulary {
  /** What {@link #find} returns for what is not a piece. */
  static final int NONE = -1;

  private static final int FACTOR = 0x01000193;
  private static final int MIX = 0x9E3779B1;
  private static final int CONTINUED = 0x5BD1E995;

  /** FACTOR to the power of a length. */
  private static final int[] POWERS = powers();

  private final char[] characters;
  private final int[] starts;
  private final boolean[] continuing;

  /** Open addressing: the hash above, the id plus one below; zero is free. */
  private final long[] slots;

  private final int shift;
  private final int longest;

  private Vocabulary(String[] pieces) {
    int size = pieces.length;
    this.starts = new int[size + 1];
    this.continuing = new boolean[size];
    StringBuilder all = new StringBuilder(size * 8);
    for (int id = 0; id < size; id++) {
      starts[id] = all.length();
      continuing[id] = pieces[id].startsWith("##") && pieces[id].length() > 2;
      all.append(pieces[id], continuing[id] ? 2 : 0, pieces[id].length());
    }
    starts[size] = all.length();
    this.characters = new char[all.length()];
    all.getChars(0, characters.length, characters, 0);
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(size * 2);
    this.slots = new long[1 << bits];
    this.shift = Integer.SIZE - bits;
    int max = 0;
    for (int id = 0; id < size; id++) {
      // markers of BERT such as [CLS] stay out of reach: the text splits at their brackets
      put(id);
      max = Math.max(max, Math.min(starts[id + 1] - starts[id], WordPiece.MAX_WORD));
    }
    this.longest = max;
  }

  /**
   * Reads a vocabulary.
   *
   * @param lines UTF-8, one piece a line, the line number its id
   * @return the vocabulary
   */
  static Vocabulary of(byte[] lines) {
    return new Vocabulary(new String(lines, StandardCharsets.UTF_8).split("\n"));
  }

  int size() {
    return continuing.length;
  }

  /** The most characters that a piece has. */
  int longest() {
    return longest;
  }

  /** Fills in the hash of each prefix of a word, from 0 for the empty one. */
  static void hash(char[] word, int length, int[] hashes) {
    int hash = 0;
    for (int i = 0; i < length; i++) {
      hash = hash * FACTOR + word[i];
      hashes[i + 1] = hash;
    }
  }

  /**
   * Finds a piece of a word.
   *
   * @param word the word's characters
   * @param hashes its prefixes' hashes
   * @param from the piece's first character; a piece that isn't a word's first continues it
   * @param to after its last; at most {@link #longest} characters on
   * @return the piece's id, or {@link #NONE}
   */
  int find(char[] word, int[] hashes, int from, int to) {
    boolean continues = from > 0;
    int hash = hashes[to] - hashes[from] * POWERS[to - from];
    if (continues) {
      hash ^= CONTINUED;
    }
    int mask = slots.length - 1;
    for (int at = (hash * MIX) >>> shift; ; at = (at + 1) & mask) {
      long slot = slots[at];
      if (slot == 0) {
        return NONE;
      }
      if ((int) (slot >>> Integer.SIZE) == hash) {
        int id = (int) slot - 1;
        if (continuing[id] == continues
            && Arrays.equals(word, from, to, characters, starts[id], starts[id + 1])) {
          return id;
        }
      }
    }
  }

  private void put(int id) {
    int hash = 0;
    for (int i = starts[id]; i < starts[id + 1]; i++) {
      hash = hash * FACTOR + characters[i];
    }
    if (continuing[id]) {
      hash ^= CONTINUED;
    }
    int at = (hash * MIX) >>> shift;
    while (slots[at] != 0) {
      at = (at + 1) & (slots.length - 1);
    }
    slots[at] = ((long) hash << Integer.SIZE) | (id + 1);
  }

  private static int[] powers() {
    int[] powers = new int[2 * WordPiece.MAX_WORD + 1];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * FACTOR;
    }
    return powers;
  }
}
