package io.codingrouter.dispatch;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The streamed answers that hold places at one endpoint, which are limited, and so are these. Safe
 * for concurrent use.
 */
final class OpenAnswers {
  private final Set<CommittedStream> answers = ConcurrentHashMap.newKeySet();

  void add(CommittedStream answer) {
    answers.add(answer);
  }

  void remove(CommittedStream answer) {
    answers.remove(answer);
  }

  /** Frees the places of those that their readers have left; tells whether there were any. */
  boolean giveUpLeft() {
    boolean any = false;
    for (CommittedStream answer : answers) {
      any |= answer.giveUpIfLeft();
    }
    return any;
  }
}
