package io.codingrouter.decision;

/** What the signals of one request found, asked for one by one. */
@FunctionalInterface
public interface SignalOutcomes {
  /** The score of a signal that does not fire: any negative number will do. */
  double MISS = -1;

  /**
   * Returns what a signal found. Asked again, it answers the same.
   *
   * @param signal the signal's number
   * @return its score from 0 to 1 if it fires, a negative number if not
   */
  double score(int signal);
}
