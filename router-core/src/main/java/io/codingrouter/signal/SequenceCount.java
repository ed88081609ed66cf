package io.codingrouter.signal;

import java.util.List;

/**
 * Whether one of several sequences of keywords occurs.
 *
 * @param scan which scan follows them
 * @param first the number of the first of them in it; the others come next
 * @param sequences the same as they are written
 */
record SequenceCount(int scan, int first, List<List<String>> sequences) implements StructureCount {
  @Override
  public int in(String text, StructureMatches matches) {
    return place(matches.tally(scan, text)) < sequences.size() ? 1 : 0;
  }

  @Override
  public List<String> found(StructureMatches matches) {
    int place = place(matches.tally(scan, ""));
    return place < sequences.size() ? List.of(String.join(", ", sequences.get(place))) : List.of();
  }

  private int place(KeywordTally tally) {
    int place = 0;
    while (place < sequences.size() && !tally.isComplete(first + place)) {
      place++;
    }
    return place;
  }
}
