package io.codingrouter.dispatch;

import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import io.codingrouter.model.Candidate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Makes the attempts of requests: candidates in order, one deadline over all. Safe for concurrent
 * use; holds no lock while a client works, and blocks no thread but the caller's.
 *
 * <p>The next candidate is asked after every failure that may be this candidate's own: unreachable,
 * too slow, overloaded, failing, cut off, and also a refused key, an unknown path or a setting that
 * forbids the call. A refused request ends it, unless its exception is {@linkplain
 * ModelException#retryable() worth a retry}; so does whoever cancels. One that is too long goes on
 * to models of larger windows.
 *
 * <p>When all have failed, those whose failure may pass are asked again, after a random time that
 * doubles: see {@link Reliability.Retries}. Whoever says when to come again is not asked before,
 * nor is any other endpoint of that host and key. An endpoint that fails too often is passed over
 * for a while, and one whose calls in flight are at their limit is waited for, in the order of
 * coming. What is known of an endpoint is kept by its address, for as long as the dispatcher lives.
 */
public final class Dispatcher {
  private final ModelClient client;
  private final Traffic traffic;

  /** Lets the calling thread wait. */
  @FunctionalInterface
  public interface Pause {
    /**
     * Waits.
     *
     * @param nanos how long, in nanoseconds
     * @throws InterruptedException if the thread is interrupted, now or meanwhile
     */
    void nanos(long nanos) throws InterruptedException;
  }

  /**
   * Creates a dispatcher that waits by sleeping.
   *
   * @param client makes the calls; closed by whoever owns it
   * @param nanoTime a clock for durations, in nanoseconds
   */
  public Dispatcher(ModelClient client, LongSupplier nanoTime) {
    this(client, nanoTime, TimeUnit.NANOSECONDS::sleep);
  }

  /**
   * Creates a dispatcher.
   *
   * @param client makes the calls; closed by whoever owns it
   * @param nanoTime a clock for durations, in nanoseconds
   * @param pause waits between attempts
   */
  public Dispatcher(ModelClient client, LongSupplier nanoTime, Pause pause) {
    this.client = Objects.requireNonNull(client, "client");
    this.traffic =
        new Traffic(
            Objects.requireNonNull(nanoTime, "nanoTime"), Objects.requireNonNull(pause, "pause"));
  }

  /**
   * An answer, and the way to it.
   *
   * @param candidate who answers
   * @param answer the answer
   * @param attempts what was tried, the attempt that succeeded last
   * @param <T> a whole reply, or one on its way
   */
  public record Reply<T>(Candidate candidate, T answer, List<Attempt> attempts) {}

  /**
   * Gets a whole reply. One that is cut off has not reached anybody, so the next candidate is
   * asked.
   *
   * @param dispatch what is asked, and of whom
   * @return the reply
   * @throws ModelException if no candidate answers; it lists the attempts
   */
  public Reply<ChatResponse> whole(Dispatch dispatch) {
    return new Attempts(traffic, dispatch)
        .first(
            (call, admission) -> {
              ChatResponse response = client.send(call).collect();
              admission.succeeded();
              return response;
            });
  }

  /**
   * Gets a reply as it comes. Returns with its first content; until then another candidate may take
   * over, after it never: if the stream breaks then, reading it throws a {@link ModelException}
   * that lists the attempts. The reply holds its place at the endpoint until it is read to its end
   * or closed. If nobody does either for {@linkplain CallLimits#unread() too long} and another
   * request waits for the place, it loses it, and reading it throws.
   *
   * @param dispatch what is asked, and of whom
   * @return the reply; whoever takes it closes it
   * @throws ModelException if no candidate begins to answer; it lists the attempts
   */
  public Reply<ChatStream> stream(Dispatch dispatch) {
    Attempts attempts = new Attempts(traffic, dispatch);
    return attempts.first(
        (call, admission) ->
            CommittedStream.commit(
                client.send(call), call.limits(), admission, e -> attempts.broke(admission, e)));
  }

  Traffic traffic() {
    return traffic;
  }
}
