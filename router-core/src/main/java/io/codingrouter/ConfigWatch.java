package io.codingrouter;

import io.codingrouter.config.RouterConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a configuration file from time to time and reloads it when it has changed. A file that
 * is missing or wrong changes nothing. One look at a time.
 */
final class ConfigWatch {
  private final Router router;
  private final Path file;
  private @Nullable State seen;
  private volatile boolean stopped;

  private record State(FileTime modified, long size) {}

  ConfigWatch(Router router, Path file) {
    this.router = router;
    this.file = file;
    this.seen = state();
  }

  void start(Executor executor, Duration every) {
    if (!stopped) {
      Executor later =
          CompletableFuture.delayedExecutor(every.toNanos(), TimeUnit.NANOSECONDS, executor);
      later.execute(
          () -> {
            look();
            start(executor, every);
          });
    }
  }

  /** Looks once. */
  synchronized void look() {
    State now = state();
    if (stopped || now == null || now.equals(seen)) {
      return;
    }
    seen = now;
    try {
      router.reload(RouterConfig.load(file));
    } catch (IllegalArgumentException e) {
      router.warn(
          "the changed configuration is not used, the last good one stays in force: "
              + e.getMessage());
    } catch (IllegalStateException closed) {
      stop();
    }
  }

  void stop() {
    stopped = true;
  }

  private @Nullable State state() {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new State(attributes.lastModifiedTime(), attributes.size());
    } catch (IOException e) {
      return null; // gone, perhaps only while an editor saves it
    }
  }
}
