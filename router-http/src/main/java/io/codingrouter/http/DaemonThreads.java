package io.codingrouter.http;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads for OkHttp that do not keep a program alive which forgot to close its client. */
final class DaemonThreads {
  private DaemonThreads() {}

  static ExecutorService executor() {
    return Executors.newCachedThreadPool(
        task -> {
          Thread thread = new Thread(task, "coding-router http");
          thread.setDaemon(true);
          return thread;
        });
  }
}
