package io.codingrouter.signal;

import java.util.Objects;

/**
 * A condition on a signal.
 *
 * @param type the signal's kind, such as {@code keyword}
 * @param name the signal's name
 * @param test what is asked beyond that it fires
 */
public record SignalCondition(String type, String name, SignalTest test) {
  public SignalCondition {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(test, "test");
  }

  /** That a signal fires, and no more. */
  static SignalCondition fires(String type, String name) {
    return new SignalCondition(type, name, SignalTest.NONE);
  }
}
