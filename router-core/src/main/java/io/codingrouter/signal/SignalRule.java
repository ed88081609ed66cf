package io.codingrouter.signal;

/** A signal as a configuration describes it. Implementations are immutable values. */
public interface SignalRule {

  /**
   * Returns the kind by which conditions name it.
   *
   * @return the kind in lower case, such as {@code keyword}
   */
  String type();

  /**
   * Returns the name by which conditions name it, but for a {@link RoleBinding}, of which they name
   * the role.
   *
   * @return the name, unique within its kind
   */
  String name();
}
