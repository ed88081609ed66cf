package io.codingrouter.telemetry;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.RecordedRequest;
import io.codingrouter.message.Usage;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request that was routed, and what became of it: what the plugin {@code router_replay} of a
 * decision keeps. It holds what the caller asked and the model answered only where the plugin
 * captures that, and never prints it. Immutable and safe for concurrent use.
 */
public final class RouteRecord {
  private final RouteTrace trace;
  private final String model;
  private final boolean answered;
  private final @Nullable String failure;
  private final Usage usage;
  private final @Nullable BigDecimal cost;
  private final @Nullable CapturedRequest request;
  private final @Nullable CapturedBody response;

  private RouteRecord(Builder builder) {
    this.trace = builder.trace;
    this.model = builder.model;
    this.answered = builder.answered;
    this.failure = builder.failure;
    this.usage = builder.usage;
    this.cost = builder.cost;
    this.request = builder.request;
    this.response = builder.response;
  }

  /**
   * Starts a record of a request whose outcome is not known yet.
   *
   * @param trace how it was routed; of its details, signals that matched and notes are kept
   * @return a builder
   */
  public static Builder builder(RouteTrace trace) {
    return new Builder(trace.toKeep());
  }

  /**
   * Starts a changed copy.
   *
   * @return a builder that holds all of this record
   */
  public Builder toBuilder() {
    Builder builder = new Builder(trace);
    builder.model = model;
    builder.answered = answered;
    builder.failure = failure;
    builder.usage = usage;
    builder.cost = cost;
    builder.request = request;
    builder.response = response;
    return builder;
  }

  /**
   * Returns how the request was routed: when, by which decision, with which seed. Of the details it
   * has the signals that matched, and notes.
   *
   * @return the trace
   */
  public RouteTrace trace() {
    return trace;
  }

  /**
   * Returns the model that answered or began to, or else the one to ask first.
   *
   * @return its name, {@code ""} if no model is asked
   */
  public String model() {
    return model;
  }

  /**
   * Tells whether a model has answered.
   *
   * @return whether the outcome of the call was told, and it was an answer
   */
  public boolean isAnswered() {
    return answered;
  }

  /**
   * Returns what went wrong if no model answered, or not to the end.
   *
   * @return the kind, as in {@link io.codingrouter.dispatch.ModelException#kind}, or the reason why
   *     no candidate may receive the request; empty if nothing did, or the outcome of the call was
   *     not told
   */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * Returns what the model counted.
   *
   * @return the usage as far as it is known, {@link Usage#UNKNOWN} if the model did not say or has
   *     not answered
   */
  public Usage usage() {
    return usage;
  }

  /**
   * Returns what the answer cost.
   *
   * @return an amount in the currency of the model's price, the least where {@link Usage#isKnown()}
   *     is false; empty if price or usage is not known
   */
  public Optional<BigDecimal> cost() {
    return Optional.ofNullable(cost);
  }

  /**
   * Returns the request, to route it again: body, caller and labels as they came, and the seed of
   * this route, so that the same configuration routes it alike.
   *
   * @return the request; empty if it was not captured, or is {@linkplain CapturedBody#isCut cut}
   */
  public Optional<ChatRequest> request() {
    return request == null ? Optional.empty() : request.restore(trace.seed());
  }

  /**
   * Returns the request with all that routing it again goes by, as a line of a file of traffic: the
   * seed, the figures by which models were ordered, and the tokens of the answer.
   *
   * @return the record; empty as {@link #request()} is
   */
  public Optional<RecordedRequest> recorded() {
    return request().map(asked -> new RecordedRequest(asked, usage, trace.figures()));
  }

  /**
   * Returns the body of the request as it came.
   *
   * @return its text, or the beginning; empty if it was not captured
   */
  public Optional<CapturedBody> requestBody() {
    return Optional.ofNullable(request).map(CapturedRequest::body);
  }

  /**
   * Returns the body of the answer; that of a stream is joined.
   *
   * @return its text, or the beginning; empty if it was not captured, or no model has answered
   */
  public Optional<CapturedBody> responseBody() {
    return Optional.ofNullable(response);
  }

  /** Prints how the request was routed, and nothing that was said. */
  @Override
  public String toString() {
    return "RouteRecord[" + trace + (failure == null ? "" : ", " + failure) + "]";
  }

  /** Builds a {@link RouteRecord}. Not safe for concurrent use. */
  public static final class Builder {
    private final RouteTrace trace;
    private String model;
    private boolean answered;
    private @Nullable String failure;
    private Usage usage = Usage.UNKNOWN;
    private @Nullable BigDecimal cost;
    private @Nullable CapturedRequest request;
    private @Nullable CapturedBody response;

    private Builder(RouteTrace trace) {
      this.trace = trace;
      this.model = trace.model();
    }

    /**
     * Captures the request.
     *
     * @param request what came
     * @param mostBytes how much of its body is kept, in bytes of UTF-8
     * @return this builder
     */
    public Builder request(ChatRequest request, int mostBytes) {
      this.request = CapturedRequest.of(request, mostBytes);
      return this;
    }

    /**
     * Tells that a model answered.
     *
     * @param model its name
     * @param usage what it counted
     * @param cost what that cost, empty if it is not known
     * @return this builder
     */
    public Builder answered(String model, Usage usage, Optional<BigDecimal> cost) {
      this.answered = true;
      return counted(model, usage, cost);
    }

    /**
     * Tells what is known of an answer that broke, or that nobody waited for; {@link #failed} says
     * which.
     *
     * @param model who was answering, by name
     * @param usage what the model had counted
     * @param cost what that cost, empty if it is not known
     * @return this builder
     */
    public Builder counted(String model, Usage usage, Optional<BigDecimal> cost) {
      this.model = Objects.requireNonNull(model, "model");
      this.usage = Objects.requireNonNull(usage, "usage");
      this.cost = cost.orElse(null);
      return this;
    }

    /**
     * Tells that no model answered.
     *
     * @param kind what went wrong
     * @return this builder
     */
    public Builder failed(String kind) {
      this.failure = Objects.requireNonNull(kind, "kind");
      return this;
    }

    /**
     * Captures the answer.
     *
     * @param response its body as far as it is kept
     * @return this builder
     */
    public Builder response(CapturedBody response) {
      this.response = Objects.requireNonNull(response, "response");
      return this;
    }

    /**
     * Builds the record.
     *
     * @return the record
     */
    public RouteRecord build() {
      return new RouteRecord(this);
    }
  }
}
