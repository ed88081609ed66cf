package io.codingrouter.dispatch;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import io.codingrouter.model.Candidate;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Makes the attempts of a request. This version makes one, to the first candidate; failover and
 * retries come on top. Safe for concurrent use.
 */
public final class Dispatcher {
  private final ModelClient client;
  private final LongSupplier nanoTime;

  /**
   * Creates a dispatcher.
   *
   * @param client makes the calls; closed by whoever owns it
   * @param nanoTime a clock for durations, in nanoseconds
   */
  public Dispatcher(ModelClient client, LongSupplier nanoTime) {
    this.client = client;
    this.nanoTime = nanoTime;
  }

  /**
   * A reply that has begun.
   *
   * @param candidate who replies
   * @param stream the reply; whoever takes it closes it
   * @param attempts what was tried
   */
  public record Reply(Candidate candidate, ChatStream stream, List<Attempt> attempts) {}

  /**
   * Sends a request.
   *
   * @param candidate where to
   * @param request the request as the candidate shall receive it
   * @param timeout the time for everything
   * @return the reply
   * @throws ModelException if no reply begins; it lists the attempts
   */
  public Reply send(Candidate candidate, ChatRequest request, Duration timeout) {
    long start = nanoTime.getAsLong();
    try {
      ChatStream stream =
          client.send(new ModelCall(candidate, request, CallLimits.within(timeout)));
      return new Reply(candidate, stream, List.of(attempt(candidate, "ok", start)));
    } catch (ModelException e) {
      throw withAttempts(e, List.of(attempt(candidate, e.kind(), start)));
    }
  }

  /**
   * Adds to an exception what was tried, keeping its stack trace.
   *
   * @param exception the exception of a client
   * @param attempts what was tried
   * @return the exception to throw
   */
  public static ModelException withAttempts(ModelException exception, List<Attempt> attempts) {
    ModelException listed = exception.toBuilder().attempts(attempts).build();
    listed.setStackTrace(exception.getStackTrace());
    return listed;
  }

  private Attempt attempt(Candidate candidate, String outcome, long start) {
    return new Attempt(
        candidate.model().name(),
        candidate.endpoint(),
        outcome,
        Duration.ofNanos(nanoTime.getAsLong() - start));
  }
}
