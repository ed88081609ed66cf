package io.codingrouter.config;

import java.util.Objects;

/**
 * Something wrong with a configuration, and where. Never quotes a secret.
 *
 * @param line from 1; 0 if the configuration was not read from text
 * @param column from 1; 0 if the configuration was not read from text
 * @param path the way to the value: {@code decisions[2].rules.conditions[0].name}; {@code ""} for
 *     the whole
 * @param message what is wrong and what to write instead
 */
public record Problem(int line, int column, String path, String message) {
  public Problem {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(message, "message");
  }

  /** Prints all of it in one line. */
  @Override
  public String toString() {
    String where = line == 0 ? "" : "line " + line + ", column " + column + ": ";
    return where + (path.isEmpty() ? "" : path + ": ") + message;
  }
}
