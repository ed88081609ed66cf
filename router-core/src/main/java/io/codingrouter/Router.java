package io.codingrouter;

import io.codingrouter.config.ConfigException;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.ModelClient;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.dispatch.ModelListing;
import io.codingrouter.embedding.EmbeddingModel;
import io.codingrouter.judgement.LanguageDetector;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.RecordedRequest;
import io.codingrouter.selection.ModelSelector;
import io.codingrouter.signal.Instruments;
import io.codingrouter.signal.Signal;
import io.codingrouter.signal.TokenCounter;
import io.codingrouter.telemetry.EndpointCheck;
import io.codingrouter.telemetry.ModelStats;
import io.codingrouter.telemetry.RouteRecord;
import io.codingrouter.telemetry.RouteTrace;
import io.codingrouter.telemetry.RouterListener;
import io.codingrouter.telemetry.RouterStats;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides which model answers a request, in the caller's own thread, in microseconds. With a {@link
 * ModelClient} it makes the call as well. Safe for concurrent use.
 *
 * <pre>{@code
 * try (Router router = Router.create(RouterConfig.load(Path.of("config.yaml")))) {
 *   Route route = router.route(ChatRequest.user("Prove that the square root of 2 is irrational"));
 * }
 * }</pre>
 *
 * <p>The way of a request: its human ask is found, signals are asked as far as they matter, the
 * first decision that holds is taken, and its models' endpoints become candidates. They are asked
 * in order under one deadline, until one begins to answer.
 *
 * <pre>{@code
 * Router.Builder builder = Router.builder(config).modelClient(client);
 * try (Router router = builder.listener(RouterMetrics.of(registry)).build()) {
 *   ChatResponse whole = router.chat(request);
 *   try (ChatStream stream = router.stream(request)) {
 *     stream.forEachRemaining(chunk -> System.out.print(chunk.text()));
 *   }
 *   CompletableFuture<ChatResponse> later = router.chatAsync(request);
 *   Flow.Publisher<ChatChunk> chunks = router.publish(request);
 * }
 * }</pre>
 *
 * <p>A blocked request throws {@link BlockedException}, one that no model answers {@link
 * ModelException}; what happens on the way is told to {@link RouterListener}.
 */
public final class Router implements AutoCloseable {
  private static final int WARM_UP_ROUTES = 3_000; // past the threshold of the first compiler

  private final Telemetry telemetry;
  private final Instruments instruments;
  private final Selectors selectors;
  private final RouteRecords records = new RouteRecords();
  private final Routing routing;
  private final Caller caller;
  private final AsyncCalls async;
  private final Verification verification;
  private final @Nullable ConfigWatch watch;
  private volatile RoutingPlan plan;
  private volatile boolean closed;

  private Router(RouterParts parts) {
    telemetry = parts.telemetry();
    instruments = parts.instruments();
    selectors = new Selectors(parts.selectors);
    routing = parts.routing(telemetry, records);
    caller = parts.caller(telemetry);
    async = new AsyncCalls(parts.executor);
    verification = parts.verification();
    plan = RoutingPlan.compile(parts.config, instruments, selectors);
    records.follow(plan);
    telemetry.configured(plan.config());
    watch = parts.watched == null ? null : new ConfigWatch(this, parts.watched);
    if (watch != null) {
      watch.start(parts.executor, parts.watchEvery);
    }
  }

  /**
   * Creates a router that decides and leaves the calls to the caller.
   *
   * @param config what it shall do
   * @return the router
   */
  public static Router create(RouterConfig config) {
    return builder(config).build();
  }

  /**
   * Starts a router.
   *
   * @param config what it shall do
   * @return a builder
   */
  public static Builder builder(RouterConfig config) {
    return new Builder(config);
  }

  /**
   * Routes a request. Makes no call and never waits.
   *
   * @param request what is asked
   * @return where it shall go, or the answer, or why it goes nowhere
   * @throws IllegalStateException if the router is closed
   */
  public Route route(ChatRequest request) {
    requireOpen();
    return routing.live(plan, request);
  }

  /**
   * Explains how a request would be routed: every signal is asked, whether or not it matters.
   * Counts nothing and makes no call.
   *
   * @param request what is asked
   * @return the whole trace
   * @throws IllegalStateException if the router is closed
   */
  public RouteTrace explain(ChatRequest request) {
    requireOpen();
    return routing.explain(plan, request);
  }

  /**
   * Routes a request and, if a model shall answer it, makes the call.
   *
   * @param request what is asked
   * @return the reply as its user shall see it
   * @throws BlockedException if the request is blocked
   * @throws ModelException if no model answers
   * @throws IllegalStateException if the router is closed, or was built without a {@link
   *     ModelClient}
   */
  public ChatResponse chat(ChatRequest request) {
    return caller.chat(route(request));
  }

  /**
   * Makes the call that a route asks for.
   *
   * @param route what {@link #route} returned
   * @return the reply as its user shall see it
   * @throws BlockedException if the request is blocked
   * @throws ModelException if no model answers
   * @throws IllegalStateException if the router is closed, was built without a {@link ModelClient},
   *     or the route's outcome was told before
   */
  public ChatResponse chat(Route route) {
    return chat(route, OptionalLong.empty());
  }

  private ChatResponse chat(Route route, OptionalLong since) {
    requireOpen();
    return caller.chat(route, since);
  }

  /**
   * Routes a request and, if a model shall answer it, makes the call; the reply is handed on as it
   * comes. Returns when a model begins to answer, and after ten seconds in any case, see {@link
   * Builder#keepAlive}: another model may take over until one has begun.
   *
   * @param request what is asked
   * @return the reply as its user shall see it; the caller closes it
   * @throws BlockedException if the request is blocked
   * @throws ModelException if it is known within the time to the first keep-alive that no model
   *     answers; the stream throws the same if that shows later, or if the reply breaks
   * @throws IllegalStateException if the router is closed, or was built without a {@link
   *     ModelClient}
   */
  public ChatStream stream(ChatRequest request) {
    return caller.stream(route(request));
  }

  /**
   * Makes the call that a route asks for; the reply is handed on as it comes, as by {@link
   * #stream(ChatRequest)}.
   *
   * @param route what {@link #route} returned
   * @return the reply as its user shall see it; the caller closes it
   * @throws BlockedException if the request is blocked
   * @throws ModelException if it is known within the time to the first keep-alive that no model
   *     answers; the stream throws the same if that shows later, or if the reply breaks
   * @throws IllegalStateException if the router is closed, was built without a {@link ModelClient},
   *     or the route's outcome was told before
   */
  public ChatStream stream(Route route) {
    requireOpen();
    return caller.stream(route);
  }

  /**
   * Does what {@link #chat(ChatRequest)} does on the builder's executor. The time that it waits for
   * a thread counts.
   *
   * @param request what is asked
   * @return the reply as its user shall see it, or one of the exceptions of {@code chat} as it is
   *     thrown there. Cancelling this very future, or completing it in any other way, stops the
   *     call
   */
  public CompletableFuture<ChatResponse> chatAsync(ChatRequest request) {
    Objects.requireNonNull(request, "request");
    OptionalLong since = OptionalLong.of(telemetry.nanoTime());
    return async.future(() -> caller.chat(route(request), since), cause -> {});
  }

  /**
   * Does what {@link #chat(Route)} does on the builder's executor.
   *
   * @param route what {@link #route} returned
   * @return as of {@link #chatAsync(ChatRequest)}
   */
  public CompletableFuture<ChatResponse> chatAsync(Route route) {
    Objects.requireNonNull(route, "route");
    OptionalLong since = OptionalLong.of(telemetry.nanoTime());
    return async.future(() -> chat(route, since), cause -> Caller.dropped(route, cause));
  }

  /**
   * Does what {@link #stream(ChatRequest)} does on the builder's executor, once the first chunk is
   * requested. Cancelling stops the call, whether or not it answers yet.
   *
   * @param request what is asked
   * @return the chunks of one call, for one subscriber, see {@link ChatStream#publisher}; it fails
   *     with what {@code stream} or its stream would throw
   */
  public Flow.Publisher<ChatChunk> publish(ChatRequest request) {
    Objects.requireNonNull(request, "request");
    return async.publisher(() -> caller.begin(route(request)), cause -> {});
  }

  /**
   * Does what {@link #stream(Route)} does on the builder's executor, once the first chunk is
   * requested.
   *
   * @param route what {@link #route} returned
   * @return as of {@link #publish(ChatRequest)}
   */
  public Flow.Publisher<ChatChunk> publish(Route route) {
    Objects.requireNonNull(route, "route");
    return async.publisher(() -> begin(route), cause -> Caller.dropped(route, cause));
  }

  private ChatStream begin(Route route) {
    requireOpen();
    return caller.begin(route);
  }

  /**
   * Puts another configuration in the place of the present one. Requests on their way keep the plan
   * that they began with. Counts, the figures of models by name, and what limits have counted, go
   * on.
   *
   * @param config what the router shall do from now on
   * @throws ConfigException if it asks for a selector that the router was not given; the present
   *     configuration stays
   * @throws IllegalStateException if the router is closed
   */
  public void reload(RouterConfig config) {
    requireOpen();
    RoutingPlan next = plan.recompile(config, instruments, selectors);
    follow(next);
    telemetry.configured(config);
  }

  /** Two reloads at once leave all at the plan of one of them. */
  private void follow(RoutingPlan next) {
    synchronized (records) {
      records.follow(next);
      plan = next;
    }
  }

  /**
   * Takes what a user thought of an answer. It is counted, see {@link RouterStats#feedback()} and
   * {@link ModelStats#feedback()}; no choice is made by it yet.
   *
   * @param route the route that led to the answer; counts for the model that answered, where one
   *     did
   * @param score from 0, bad, to 1, good
   * @throws IllegalArgumentException if the score is not within 0 and 1
   * @throws IllegalStateException if the router is closed
   */
  public void feedback(Route route, double score) {
    requireOpen();
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score must be within [0, 1] but was " + score);
    }
    telemetry.feedback(route, score);
  }

  /**
   * Asks each endpoint of each model what it serves, and so whether it is up, takes the key and has
   * the model. Costs nothing, counts nothing, and takes ten seconds at most where endpoints keep to
   * their limits.
   *
   * @return one check for each endpoint, in the order of the configuration; kept in {@link #stats}
   * @throws ModelException of the kind {@code cancelled} if the thread is interrupted
   * @throws IllegalStateException if the router is closed, or was built without a {@link
   *     ModelClient}
   */
  public List<EndpointCheck> verify() {
    return verify(EndpointCheck.Depth.LISTING);
  }

  /**
   * Asks each endpoint of each model whether it would answer. All are asked at once, on the
   * builder's executor and this thread. What the configuration claims and an endpoint denies is
   * also told to {@link RouterListener#warned}.
   *
   * @param depth whether each model shall answer with a token as well, for a minute at most
   * @return one check for each endpoint, in the order of the configuration; kept in {@link #stats}
   * @throws ModelException of the kind {@code cancelled} if the thread is interrupted
   * @throws IllegalStateException if the router is closed, or was built without a {@link
   *     ModelClient}
   */
  public List<EndpointCheck> verify(EndpointCheck.Depth depth) {
    requireOpen();
    List<EndpointCheck> checks = verification.run(plan.config(), depth);
    telemetry.verified(checks);
    return checks;
  }

  /**
   * Returns the names that a request may give for its model, as a gateway lists them under {@code
   * /v1/models}: {@code auto}, the aliases that are no patterns, the models, their adapters.
   *
   * @return the names, each with the context window of what it stands for; that of {@code auto} is
   *     the largest that it can reach, unknown where one of them is
   */
  public ModelListing models() {
    return ModelCatalog.of(plan.config());
  }

  /**
   * Returns the configuration that is in force.
   *
   * @return the configuration
   */
  public RouterConfig config() {
    return plan.config();
  }

  /**
   * Returns what the router has done so far.
   *
   * @return a snapshot
   */
  public RouterStats stats() {
    return telemetry.snapshot(plan.config());
  }

  /**
   * Returns what the plugin {@code router_replay} kept: of each decision that has it, the latest
   * requests. A reload keeps the records of decisions that have the plugin still.
   *
   * @return a snapshot, the newest first
   */
  public List<RouteRecord> records() {
    return records.newestFirst();
  }

  /**
   * Does what the first requests would otherwise wait for: routes a text of no meaning until the
   * virtual machine has compiled the way of a request. Counts nothing; takes a fraction of a
   * second.
   *
   * @throws IllegalStateException if the router is closed
   */
  public void warmUp() {
    ChatRequest request =
        ChatRequest.user("lorem ipsum dolor sit amet, consectetur adipiscing elit");
    for (int i = 0; i < WARM_UP_ROUTES; i++) {
      rehearse(request).trace().signals();
    }
  }

  /** Closes what the builder was given. Routing is refused from now on. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (watch != null) {
      watch.stop();
    }
    caller.close();
  }

  /** Routes a recorded request as a live one, by the figures of its time. */
  Route replay(RecordedRequest recorded) {
    requireOpen();
    return routing.replay(plan, recorded);
  }

  /** Routes a request, and counts nothing. */
  Route rehearse(ChatRequest request) {
    requireOpen();
    return routing.rehearse(plan, request);
  }

  /** Routes a recorded request by the figures of its time, and counts nothing. */
  Route rehearse(RecordedRequest recorded) {
    requireOpen();
    return routing.rehearse(plan, recorded);
  }

  void warn(String message) {
    telemetry.warned(message);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this router is closed");
    }
  }

  /** Builds a {@link Router}. Not safe for concurrent use. */
  public static final class Builder {
    private final RouterParts parts;

    private Builder(RouterConfig config) {
      this.parts = new RouterParts(Objects.requireNonNull(config, "config"));
    }

    /**
     * Lets the router make calls.
     *
     * @param client makes them; closed with the router
     * @return this builder
     */
    public Builder modelClient(ModelClient client) {
      parts.client = Objects.requireNonNull(client, "client");
      return this;
    }

    /**
     * Adds a signal of the application's own; decisions ask for it as {@code {type: custom, name:
     * …}}.
     *
     * @param signal the signal; one that throws counts as not firing
     * @return this builder
     */
    public Builder signal(Signal signal) {
      parts.signals.add(Objects.requireNonNull(signal, "signal"));
      return this;
    }

    /**
     * Adds a selector of the application's own; decisions ask for it as {@code algorithm: {type:
     * custom, name: …}}. A configuration that asks for one that was not added is a {@link
     * ConfigException} of {@link #build} and {@link Router#reload}. If it throws, or returns a
     * model that it was not given, the order stays as written and the trace says so.
     *
     * @param name the name, given to one selector only
     * @param selector orders models
     * @return this builder
     * @throws IllegalArgumentException if the name is given already
     */
    public Builder selector(String name, ModelSelector selector) {
      Objects.requireNonNull(selector, "selector");
      if (parts.selectors.putIfAbsent(name, selector) != null) {
        throw new IllegalArgumentException("there are two selectors of the name " + name);
      }
      return this;
    }

    /**
     * Sets how the tokens of a request are counted, for signals on its size.
     *
     * @param tokens by default {@link TokenCounter#estimate()}
     * @return this builder
     */
    public Builder tokenCounter(TokenCounter tokens) {
      parts.tokens = Objects.requireNonNull(tokens, "tokens");
      return this;
    }

    /**
     * Sets how the language of an ask is told, for signals of the type {@code language}.
     *
     * @param detector by default one that goes by script, letters and the most frequent words,
     *     reads the first 512 UTF-16 units, and takes what is unclear for English
     * @return this builder
     */
    public Builder languageDetector(LanguageDetector detector) {
      parts.languages = Objects.requireNonNull(detector, "detector");
      return this;
    }

    /**
     * Sets what tells the meaning of a text, for embedding signals. Their candidates are embedded
     * when the router is built, new ones at each reload, and what the human asks once a request, as
     * it was written: nothing is redacted from it. If the model throws while the router is built,
     * so does {@link #build}; in a request its signals do not fire.
     *
     * @param model by default {@link EmbeddingModel#embedded()}, which is read only if a signal
     *     needs it; thresholds hold for one model and not for another
     * @return this builder
     */
    public Builder embeddingModel(EmbeddingModel model) {
      Objects.requireNonNull(model, "model");
      parts.embeddings = () -> model;
      return this;
    }

    /**
     * Adds somebody who is told what happens.
     *
     * @param listener told after those that were added before; by default there is none
     * @return this builder
     */
    public Builder listener(RouterListener listener) {
      parts.listeners.add(Objects.requireNonNull(listener, "listener"));
      return this;
    }

    /**
     * Sets where background work runs, such as looking at a watched file, the calls of {@link
     * Router#chatAsync} and {@link Router#publish}, and for a streamed reply the asking of
     * candidates until one begins to answer: each holds a thread as long as it waits for its model.
     * A stream for which no thread is free is waited for by the thread that asks for it, without
     * keep-alives. What is bound to a thread, a tracing context say, comes along if the executor
     * brings it.
     *
     * @param executor by default {@link ForkJoinPool#commonPool()}, which adds threads for those
     *     that wait, 256 at most; stays the caller's
     * @return this builder
     */
    public Builder executor(Executor executor) {
      parts.executor = Objects.requireNonNull(executor, "executor");
      return this;
    }

    /**
     * Sets after which time without an answer the reader of a stream is told that one is still to
     * come, so that nobody between it and its own client takes the connection for dead.
     *
     * @param interval after this time {@link Router#stream(ChatRequest)} returns, and each such
     *     time its stream has one more {@linkplain io.codingrouter.message.ChatChunk#isKeepAlive()
     *     keep-alive}, until a model begins to answer or the last has failed; by default 10
     *     seconds. Zero for never: then it returns when a model begins to answer
     * @return this builder
     * @throws IllegalArgumentException if the interval is negative
     */
    public Builder keepAlive(Duration interval) {
      if (interval.isNegative()) {
        throw new IllegalArgumentException("interval must be at least zero but was " + interval);
      }
      parts.keepAlive = interval;
      return this;
    }

    /**
     * Sets the clock for dates.
     *
     * @param clock by default the system's
     * @return this builder
     */
    public Builder clock(InstantSource clock) {
      parts.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /**
     * Sets the clock for durations.
     *
     * @param nanoTime gives nanoseconds from any origin; by default {@link System#nanoTime()}
     * @return this builder
     */
    public Builder nanoTime(LongSupplier nanoTime) {
      parts.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
      return this;
    }

    /**
     * Fixes the router's random choices: the n-th request is routed alike every time.
     *
     * @param seed any number; by default drawn
     * @return this builder
     */
    public Builder seed(long seed) {
      parts.seed = seed;
      return this;
    }

    /**
     * Lets {@link Router#chat} and {@link Router#stream} send requests as they are although {@code
     * advanced.pii_detection} is on. This version cannot detect personal data yet, so without this
     * such a router asks only models that are declared local.
     *
     * @return this builder
     */
    public Builder allowUnredacted() {
      parts.allowsUnredacted = true;
      return this;
    }

    /**
     * Reloads the configuration when its file changes. A file that does not load leaves the present
     * configuration in force and is reported to {@link RouterListener#warned}.
     *
     * @param file the file; looked at every two seconds, by the executor
     * @return this builder
     */
    public Builder watch(Path file) {
      return watch(file, parts.watchEvery);
    }

    /**
     * Reloads the configuration when its file changes.
     *
     * @param file the file
     * @param every how often to look at it, more than zero
     * @return this builder
     */
    public Builder watch(Path file, Duration every) {
      if (every.isZero() || every.isNegative()) {
        throw new IllegalArgumentException("every must be more than zero but was " + every);
      }
      parts.watched = Objects.requireNonNull(file, "file");
      parts.watchEvery = every;
      return this;
    }

    /**
     * Builds the router.
     *
     * @return the router
     * @throws ConfigException if the configuration asks for a selector that was not given
     */
    public Router build() {
      return new Router(parts);
    }
  }
}
