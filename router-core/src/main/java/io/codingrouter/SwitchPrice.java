package io.codingrouter;

/** What it costs to take a conversation to another decision's model. */
@FunctionalInterface
interface SwitchPrice {
  /** Nothing is known to be lost. */
  SwitchPrice NOTHING = (held, now) -> false;

  /**
   * Tells whether losing what the provider has cached costs more than the other model saves.
   *
   * @param held the decision in force
   * @param now the decision that the present turn alone would take
   */
  boolean exceedsGain(int held, int now);
}
