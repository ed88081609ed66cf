package io.codingrouter.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How an exchange ended: with a whole reply, with a failure, or, with neither, because it was
 * stopped or an event stream came to its end.
 *
 * @param reply the whole reply
 * @param failure why there is none
 * @param isEnd whether an event stream came to its end
 */
record Outcome(@Nullable Reply reply, @Nullable IOException failure, boolean isEnd) {
  static final Outcome CANCELLED = new Outcome(null, null, false);
  static final Outcome ENDED = new Outcome(null, null, true);

  static Outcome of(Reply reply) {
    return new Outcome(reply, null, false);
  }

  static Outcome of(IOException failure) {
    return new Outcome(null, failure, false);
  }

  boolean isCancelled() {
    return reply == null && failure == null && !isEnd;
  }
}
