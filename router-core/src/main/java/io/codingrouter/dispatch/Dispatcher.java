package io.codingrouter.dispatch;

import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import io.codingrouter.model.Candidate;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * Makes the attempts of a request: candidates in order, one deadline over all. Safe for concurrent
 * use; holds no lock and blocks no thread but the caller's.
 *
 * <p>The next candidate is asked after every failure that may be this candidate's own: unreachable,
 * too slow, overloaded, failing, cut off, and also a refused key, an unknown path or a setting that
 * forbids the call. A refused request ends it, unless its exception is {@linkplain
 * ModelException#retryable() worth a retry}; so does whoever cancels. No candidate is asked twice.
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
    this.client = Objects.requireNonNull(client, "client");
    this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
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
    return new Attempts(nanoTime, dispatch).first(call -> client.send(call).collect());
  }

  /**
   * Gets a reply as it comes. Returns with its first content; until then another candidate may take
   * over, after it never: if the stream breaks then, reading it throws a {@link ModelException}
   * that lists the attempts.
   *
   * @param dispatch what is asked, and of whom
   * @return the reply; whoever takes it closes it
   * @throws ModelException if no candidate begins to answer; it lists the attempts
   */
  public Reply<ChatStream> stream(Dispatch dispatch) {
    Attempts attempts = new Attempts(nanoTime, dispatch);
    return attempts.first(
        call ->
            CommittedStream.commit(client.send(call), e -> attempts.broke(call.candidate(), e)));
  }
}
