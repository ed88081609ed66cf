package io.codingrouter;

import io.codingrouter.config.Endpoint;
import io.codingrouter.config.ModelCard;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.ModelClient;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.telemetry.EndpointCheck;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks all endpoints of a configuration at once whether they would answer. Safe for concurrent use.
 */
final class Verification {
  private final @Nullable ModelClient client;
  private final Executor executor;
  private final InstantSource clock;
  private final LongSupplier nanoTime;

  Verification(
      @Nullable ModelClient client, Executor executor, InstantSource clock, LongSupplier nanoTime) {
    this.client = client;
    this.executor = executor;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * Checks every endpoint, drained ones included.
   *
   * @return checks in the order of the configuration
   * @throws IllegalStateException if there is no client
   * @throws ModelException of the kind {@code cancelled} if the thread is interrupted
   */
  List<EndpointCheck> run(RouterConfig config, EndpointCheck.Depth depth) {
    if (client == null) {
      throw Caller.noClient();
    }
    List<FutureTask<EndpointCheck>> tasks = new ArrayList<>();
    for (ModelCard card : config.models()) {
      for (Endpoint endpoint : card.endpoints()) {
        EndpointProbe probe = new EndpointProbe(client, card, endpoint, clock.instant(), nanoTime);
        tasks.add(new FutureTask<>(() -> probe.check(depth)));
      }
    }
    tasks.forEach(this::start);
    List<EndpointCheck> checks = new ArrayList<>();
    for (FutureTask<EndpointCheck> task : tasks) {
      task.run(); // does nothing if another thread has begun it: waits for no thread to come free
      checks.add(result(task, tasks));
    }
    return List.copyOf(checks);
  }

  private void start(FutureTask<EndpointCheck> task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      // the caller's thread runs it
    }
  }

  // A probe that this thread makes itself leaves an interrupt as the thread's flag.
  private static EndpointCheck result(
      FutureTask<EndpointCheck> task, List<FutureTask<EndpointCheck>> all) {
    try {
      if (!Thread.currentThread().isInterrupted()) {
        EndpointCheck check = task.get();
        if (!Thread.currentThread().isInterrupted()) {
          return check;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause()); // an error: whatever else happens, it tells
    }
    all.forEach(each -> each.cancel(true));
    throw ModelException.builder(
            ModelException.CANCELLED, "the thread that verifies was interrupted")
        .build();
  }
}
