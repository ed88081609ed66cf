package io.codingrouter.signal;

import java.util.List;
import java.util.function.ToIntFunction;

/** One signal, ready to be asked. Immutable, and safe for concurrent use. */
abstract class Evaluator {
  private final String type;
  private final String name;

  Evaluator(String type, String name) {
    this.type = type;
    this.name = name;
  }

  /** What it costs to ask a signal: a dearer one is asked later, and perhaps not at all. */
  enum Cost {
    /** Figures that the request carries. */
    REQUEST,
    /** One pass over the text that all keywords share. */
    KEYWORDS,
    /** A pass over the text. */
    TEXT,
    /** The text word by word. */
    WORDS,
    /** The meaning of the text. */
    MEANING,
    /** Code of the application's own. */
    CUSTOM
  }

  final String type() {
    return type;
  }

  final String name() {
    return name;
  }

  abstract Cost cost();

  /**
   * Tells the numbers of all signals, which are known once all are ordered; called before any is
   * asked.
   */
  void link(ToIntFunction<Evaluator> numbers) {}

  /** What of a request matters beyond what is asked here, if a signal reads it. */
  enum Matter {
    /** How far a loop of tool calls has got. */
    LOOP,
    /** Which roles the user has. */
    ROLE
  }

  /** Whether it reads this, or is derived from what does. */
  boolean reads(Matter matter) {
    return false;
  }

  /**
   * Asks the signal; called at most once a request.
   *
   * @param matches the request, and what other signals found in it
   * @param number this signal's number
   */
  abstract SignalResult evaluate(SignalMatches matches, int number);

  /**
   * Says why, in words of the configuration and numbers; never with text of the request, which may
   * be gone by now. What {@link #evaluate} left with {@link SignalMatches#keep} is still there.
   */
  List<String> evidence(SignalMatches matches, int number) {
    return List.of();
  }
}
