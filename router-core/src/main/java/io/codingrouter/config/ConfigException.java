package io.codingrouter.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration cannot be used. Carries every problem found, not only the first. */
public final class ConfigException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  /**
   * Creates an exception.
   *
   * @param problems what is wrong, at least one
   */
  public ConfigException(List<Problem> problems) {
    super(
        problems.size() == 1
            ? problems.get(0).toString()
            : problems.size()
                + " problems:"
                + problems.stream().map(p -> "\n  " + p).collect(Collectors.joining()));
    this.problems = List.copyOf(problems);
  }

  /**
   * Returns what is wrong.
   *
   * @return every problem, in the order of the text
   */
  public List<Problem> problems() {
    return problems == null ? List.of() : problems;
  }
}
