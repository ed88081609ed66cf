package io.codingrouter.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Counts keywords and follows sequences of them, all in one pass over a text. Its time grows with
 * the length of the text and with how often keywords occur in it. Immutable.
 */
final class KeywordScan {
  private final Automaton automaton;
  private final int[] lengths; // by keyword
  private final int[][] sequences; // keywords in order
  private final int[][] sequencesWith; // by keyword

  private KeywordScan(Builder builder) {
    this.automaton = builder.keywords.compile();
    this.lengths =
        IntStream.range(0, builder.keywords.size()).map(builder.keywords::length).toArray();
    this.sequences = builder.sequences.toArray(int[][]::new);
    this.sequencesWith = new int[lengths.length][];
    for (int i = 0; i < lengths.length; i++) {
      int keyword = i;
      sequencesWith[i] =
          IntStream.range(0, sequences.length)
              .filter(s -> IntStream.of(sequences[s]).anyMatch(k -> k == keyword))
              .toArray();
    }
  }

  /** Gathers what one scan counts. */
  static final class Builder {
    private final KeywordSet keywords;
    private final List<int[]> sequences = new ArrayList<>();

    Builder(boolean folded) {
      this.keywords = new KeywordSet(folded);
    }

    /** Adds a keyword that is not blank and returns its number; one that is known keeps its own. */
    int add(String keyword) {
      return keywords.add(keyword);
    }

    /** Adds a sequence of keywords and returns its number. */
    int addSequence(List<String> sequence) {
      sequences.add(sequence.stream().mapToInt(this::add).toArray());
      return sequences.size() - 1;
    }

    KeywordScan build() {
      return new KeywordScan(this);
    }
  }

  /** Counts what is in a text. */
  KeywordTally count(String text) {
    KeywordTally tally = new KeywordTally(this);
    automaton.scan(text, tally);
    return tally;
  }

  int keywords() {
    return lengths.length;
  }

  int sequences() {
    return sequences.length;
  }

  /** How many characters a keyword has, each run of white space being one. */
  int length(int keyword) {
    return lengths[keyword];
  }

  /** The keywords of a sequence; not to be written to. */
  int[] sequence(int number) {
    return sequences[number];
  }

  /** The sequences that a keyword belongs to; not to be written to. */
  int[] sequencesWith(int keyword) {
    return sequencesWith[keyword];
  }
}
