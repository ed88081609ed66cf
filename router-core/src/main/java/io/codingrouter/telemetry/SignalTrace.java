package io.codingrouter.telemetry;

import io.codingrouter.signal.SignalResult;
import java.util.List;
import java.util.Objects;

/**
 * What one signal found.
 *
 * @param kind the signal's kind, such as {@code keyword}
 * @param name its name
 * @param result what it found
 * @param evidence why, in words of the configuration, such as the keywords found; never text of the
 *     request
 */
public record SignalTrace(String kind, String name, SignalResult result, List<String> evidence) {
  public SignalTrace {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(result, "result");
    evidence = List.copyOf(evidence);
  }
}
