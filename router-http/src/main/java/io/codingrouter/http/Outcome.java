package io.codingrouter.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How an exchange ended: with a reply, with a failure, or, with neither, because it was stopped.
 */
record Outcome(@Nullable Reply reply, @Nullable IOException failure) {
  static final Outcome CANCELLED = new Outcome(null, null);

  static Outcome of(Reply reply) {
    return new Outcome(reply, null);
  }

  static Outcome of(IOException failure) {
    return new Outcome(null, failure);
  }
}
