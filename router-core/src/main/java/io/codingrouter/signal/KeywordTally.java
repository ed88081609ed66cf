package io.codingrouter.signal;

/** What a {@link KeywordScan} has counted in one text. Used by one thread. */
final class KeywordTally implements Automaton.Occurrences {
  private final KeywordScan scan;
  private final int[] counts; // by keyword
  private final int[] ends; // by keyword: where the last one counted ends
  private final int[] steps; // by sequence: how many of its keywords were found in order
  private final int[] reached; // by sequence: where the last of these ends

  KeywordTally(KeywordScan scan) {
    this.scan = scan;
    this.counts = new int[scan.keywords()];
    this.ends = new int[scan.keywords()];
    this.steps = new int[scan.sequences()];
    this.reached = new int[scan.sequences()];
  }

  // Of a sequence's next keyword, the one that ends first leaves the most room for the others.
  @Override
  public void found(int keyword, int end) {
    int start = end - scan.length(keyword);
    if (start >= ends[keyword]) {
      counts[keyword]++;
      ends[keyword] = end;
    }
    for (int sequence : scan.sequencesWith(keyword)) {
      int[] wanted = scan.sequence(sequence);
      int step = steps[sequence];
      if (step < wanted.length && wanted[step] == keyword && start >= reached[sequence]) {
        steps[sequence]++;
        reached[sequence] = end;
      }
    }
  }

  /** How often a keyword occurs without overlapping itself. */
  int count(int keyword) {
    return counts[keyword];
  }

  /** Tells whether all keywords of a sequence occur in order. */
  boolean isComplete(int sequence) {
    return steps[sequence] == scan.sequence(sequence).length;
  }
}
