package io.codingrouter;

import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.Usage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Measures one call. The time to the first token is that to the first content of a stream; a reply
 * that comes whole has none. The time per output token is, of a stream, what passes after the first
 * token, and of a whole reply all of it, the wait for its first token included, since nobody can
 * tell the two apart. What the model did not count is not guessed.
 */
final class CallTiming implements MeteredStream.Watch {
  private final LiveFigures figures;
  private final LongSupplier nanoTime;
  private final long begun;
  private final boolean inFlight;
  private final AtomicBoolean ended = new AtomicBoolean();
  private boolean hasContent; // used by the one thread that reads
  private boolean whole;
  private long first;

  private CallTiming(LiveFigures figures, LongSupplier nanoTime, long begun, boolean inFlight) {
    this.figures = figures;
    this.nanoTime = nanoTime;
    this.begun = begun;
    this.inFlight = inFlight;
  }

  /** A call that the router makes: in flight from now on, until it ends in whatever way. */
  static CallTiming begin(LiveFigures figures, LongSupplier nanoTime) {
    figures.begin();
    return new CallTiming(figures, nanoTime, nanoTime.getAsLong(), true);
  }

  /**
   * A call that the router's host made or will make: never in flight, for a host may forget to tell
   * how it ended.
   */
  static CallTiming ofHost(LiveFigures figures, LongSupplier nanoTime, long begun) {
    return new CallTiming(figures, nanoTime, begun, false);
  }

  @Override
  public void read(ChatChunk chunk) {
    if (hasContent) {
      return;
    }
    if (chunk.isWhole()) {
      hasContent = true;
      whole = true;
    } else if (chunk.hasContent()) {
      hasContent = true;
      first = nanoTime.getAsLong();
      figures.firstToken(first - begun, first);
    }
  }

  @Override
  public void completed(Usage usage) {
    if (!end()) {
      return;
    }
    long now = nanoTime.getAsLong();
    long tokens = usage.completionTokens().orElse(0) - (whole ? 0 : 1);
    if (hasContent && tokens > 0) {
      figures.tokens(tokens, now - (whole ? begun : first), now);
    }
    figures.outcome(false, now);
  }

  /** A whole reply has come. */
  void replied(Usage usage) {
    hasContent = true;
    whole = true;
    completed(usage);
  }

  @Override
  public void failed(Throwable cause, Usage usage) {
    if (end() && isModelsOwn(cause)) {
      figures.outcome(true, nanoTime.getAsLong());
    }
  }

  @Override
  public void closed(Usage usage) {
    end();
  }

  private boolean end() {
    if (!ended.compareAndSet(false, true)) {
      return false;
    }
    if (inFlight) {
      figures.end();
    }
    return true;
  }

  // Neither a request that is wrong everywhere nor whoever cancels says anything about a model.
  private static boolean isModelsOwn(Throwable cause) {
    return !(cause instanceof ModelException e
        && (e.kind().equals(ModelException.BAD_REQUEST)
            || e.kind().equals(ModelException.CANCELLED)));
  }
}
