package io.codingrouter.dispatch;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A request that is to be answered: by whom, within what time, and how much is done for it.
 * Immutable; what it was given to call is called on the thread that dispatches.
 */
public final class Dispatch {
  private final List<Candidate> candidates;
  private final Function<Candidate, ChatRequest> requests;
  private final Duration timeout;
  private final OptionalLong since;
  private final Function<Candidate, Reliability> reliability;
  private final Function<Candidate, OptionalInt> contextWindow;
  private final RandomGenerator random;
  private final AttemptListener listener;

  private Dispatch(Builder builder) {
    this.candidates = builder.candidates;
    this.requests = builder.requests;
    this.timeout = builder.timeout;
    this.since = builder.since;
    this.reliability = builder.reliability;
    this.contextWindow = builder.contextWindow;
    this.random = builder.random;
    this.listener = builder.listener;
  }

  /**
   * Starts a dispatch with a deadline of five minutes and {@link Reliability#DEFAULT}.
   *
   * @param candidates whom to ask, in order, at least one
   * @param requests the request as a candidate shall receive it; asked only for those that are
   *     tried, once each
   * @return a builder
   */
  public static Builder builder(
      List<Candidate> candidates, Function<Candidate, ChatRequest> requests) {
    return new Builder(candidates, requests);
  }

  List<Candidate> candidates() {
    return candidates;
  }

  ChatRequest request(Candidate candidate) {
    return requests.apply(candidate);
  }

  Duration timeout() {
    return timeout;
  }

  /** Since when the time runs, by the dispatcher's clock; empty if it begins now. */
  OptionalLong since() {
    return since;
  }

  Reliability reliability(Candidate candidate) {
    return reliability.apply(candidate);
  }

  OptionalInt contextWindow(Candidate candidate) {
    return contextWindow.apply(candidate);
  }

  RandomGenerator random() {
    return random;
  }

  AttemptListener listener() {
    return listener;
  }

  /** Builds a {@link Dispatch}. Not safe for concurrent use. */
  public static final class Builder {
    private final List<Candidate> candidates;
    private final Function<Candidate, ChatRequest> requests;
    private Duration timeout = Duration.ofMinutes(5);
    private OptionalLong since = OptionalLong.empty();
    private Function<Candidate, Reliability> reliability = candidate -> Reliability.DEFAULT;
    private Function<Candidate, OptionalInt> contextWindow = candidate -> OptionalInt.empty();
    private RandomGenerator random = new SplittableRandom(0);
    private AttemptListener listener = AttemptListener.NONE;

    private Builder(List<Candidate> candidates, Function<Candidate, ChatRequest> requests) {
      this.candidates = List.copyOf(candidates);
      this.requests = Objects.requireNonNull(requests, "requests");
      if (candidates.isEmpty()) {
        throw new IllegalArgumentException("candidates must not be empty");
      }
    }

    /**
     * Sets the time for everything; of a streamed reply, until its first content.
     *
     * @param timeout the time
     * @return this builder
     */
    public Builder timeout(Duration timeout) {
      this.timeout = Objects.requireNonNull(timeout, "timeout");
      return this;
    }

    /**
     * Sets since when the time runs: a request may have waited for a thread before.
     *
     * @param nanos a reading of the dispatcher's clock, empty for the one when it begins; so by
     *     default
     * @return this builder
     */
    public Builder since(OptionalLong nanos) {
      this.since = Objects.requireNonNull(nanos, "nanos");
      return this;
    }

    /**
     * Sets how much is done for each candidate.
     *
     * @param reliability gives what is configured for a candidate's model
     * @return this builder
     */
    public Builder reliability(Function<Candidate, Reliability> reliability) {
      this.reliability = Objects.requireNonNull(reliability, "reliability");
      return this;
    }

    /**
     * Sets how much each candidate can read, for requests that are too long for another.
     *
     * @param contextWindow gives tokens, empty where it is unknown
     * @return this builder
     */
    public Builder contextWindow(Function<Candidate, OptionalInt> contextWindow) {
      this.contextWindow = Objects.requireNonNull(contextWindow, "contextWindow");
      return this;
    }

    /**
     * Sets the only source of chance.
     *
     * @param random seeded for this request; by default always the same
     * @return this builder
     */
    public Builder random(RandomGenerator random) {
      this.random = Objects.requireNonNull(random, "random");
      return this;
    }

    /**
     * Sets who is told of the attempts.
     *
     * @param listener by default {@link AttemptListener#NONE}
     * @return this builder
     */
    public Builder listener(AttemptListener listener) {
      this.listener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Builds the dispatch.
     *
     * @return the dispatch
     */
    public Dispatch build() {
      return new Dispatch(this);
    }
  }
}
