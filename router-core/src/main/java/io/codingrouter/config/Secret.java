package io.codingrouter.config;

/**
 * A key, or another value that must not be seen. It shows itself only to {@link #reveal()}; it
 * prints as {@code ••••}, and it remembers how it was written so that a configuration can be
 * written back without it. Immutable.
 *
 * <p>All secrets are equal: configurations compare up to their secrets, and equality cannot be used
 * to guess one.
 */
public final class Secret {
  static final String MASK = "••••";

  private final String written;
  private final String value;
  private final String complaint;

  private Secret(String written, String value, String complaint) {
    this.written = written;
    this.value = value;
    this.complaint = complaint;
  }

  /** A secret that can be used; {@code written} is how to write it back. */
  static Secret of(String written, String value) {
    return new Secret(written, value, "");
  }

  /** A secret that cannot be used, and why: it is masked, or its variable is not set. */
  static Secret unusable(String written, String complaint) {
    return new Secret(written, "", complaint);
  }

  /**
   * Tells whether there is a value.
   *
   * @return false if the secret is masked, or its environment variable is not set
   */
  public boolean isUsable() {
    return complaint.isEmpty();
  }

  /**
   * Returns the value.
   *
   * @return the secret itself: never log it
   * @throws IllegalStateException if there is no value; the message says what to do
   */
  public String reveal() {
    if (!isUsable()) {
      throw new IllegalStateException(complaint);
    }
    return value;
  }

  /** Whether the value is missing because it was written as a mask. */
  boolean isMasked() {
    return !isUsable() && written.contains(MASK);
  }

  /** How to write this secret back: {@code ${VAR}} as it was, a literal as {@link #MASK}. */
  String written() {
    return written;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Secret;
  }

  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return MASK;
  }
}
