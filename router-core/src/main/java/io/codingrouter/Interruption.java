package io.codingrouter;

import io.codingrouter.dispatch.ModelException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stops a call from another thread, by interrupting the thread that makes it: while it does, and
 * never what that thread does next. Safe for concurrent use.
 */
final class Interruption {
  private @Nullable Thread calling; // guarded by this, as all below
  private boolean stopped;
  private boolean interrupted;

  /**
   * Makes the call on this thread.
   *
   * @throws ModelException of the kind {@code cancelled} if it was stopped before it began
   */
  <T> T call(Supplier<T> call) {
    begin();
    try {
      return call.get();
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    if (stopped) {
      throw nobodyWaits();
    }
    calling = Thread.currentThread();
  }

  /** Why a call is not made, or not any further. */
  static ModelException nobodyWaits() {
    return ModelException.builder(ModelException.CANCELLED, "nobody waits for the reply any more")
        .build();
  }

  private synchronized void end() {
    calling = null;
    if (interrupted) {
      Thread.interrupted(); // of our making: whatever comes next on this thread is not meant
    }
  }

  /** Stops the call, now or when it begins. Does nothing once it is over. */
  synchronized void stop() {
    stopped = true;
    if (calling != null && !interrupted) {
      interrupted = true;
      calling.interrupt();
    }
  }
}
