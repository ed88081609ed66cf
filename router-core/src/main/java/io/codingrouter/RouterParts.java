package io.codingrouter;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.ModelClient;
import io.codingrouter.embedding.EmbeddingModel;
import io.codingrouter.judgement.LanguageDetector;
import io.codingrouter.selection.ModelSelector;
import io.codingrouter.signal.Instruments;
import io.codingrouter.signal.Signal;
import io.codingrouter.signal.TokenCounter;
import io.codingrouter.telemetry.RouterListener;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a {@link Router} is put together from: what its builder was given, else the defaults. */
final class RouterParts {
  final RouterConfig config;
  final List<RouterListener> listeners = new ArrayList<>();
  final List<Signal> signals = new ArrayList<>();
  final Map<String, ModelSelector> selectors = new HashMap<>();
  @Nullable ModelClient client;
  boolean allowsUnredacted;
  Duration keepAlive = Duration.ofSeconds(10);
  Executor executor = ForkJoinPool.commonPool();
  InstantSource clock = InstantSource.system();
  LongSupplier nanoTime = System::nanoTime;
  long seed = new SplittableRandom().nextLong();
  TokenCounter tokens = TokenCounter.estimate();
  LanguageDetector languages = Instruments.LANGUAGES;
  Supplier<EmbeddingModel> embeddings = EmbeddingModel::embedded;
  @Nullable Path watched;
  Duration watchEvery = Duration.ofSeconds(2);

  RouterParts(RouterConfig config) {
    this.config = config;
  }

  Telemetry telemetry() {
    return new Telemetry(listeners, nanoTime);
  }

  Instruments instruments() {
    return new Instruments(signals, tokens, languages, embeddings);
  }

  Routing routing(Telemetry telemetry, RouteRecords records) {
    return new Routing(telemetry, records, new Seeds(seed), clock, nanoTime);
  }

  Caller caller(Telemetry telemetry) {
    return new Caller(client, nanoTime, telemetry, allowsUnredacted, executor, keepAlive);
  }

  Verification verification() {
    return new Verification(client, executor, clock, nanoTime);
  }
}
