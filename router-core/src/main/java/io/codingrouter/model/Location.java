package io.codingrouter.model;

/** Where a model runs: on the user's own machines, or at somebody else's. */
public enum Location {
  /** On machines of the user's own. */
  LOCAL,
  /** Anywhere else. */
  CLOUD
}
