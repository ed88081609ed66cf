package io.codingrouter;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs tasks that wait for models. A fork-join pool, such as the common one, is told so and lets
 * others run meanwhile: it has about as many threads as there are processors, and a few calls would
 * block it.
 *
 * @param executor runs the tasks
 */
record WaitingExecutor(Executor executor) implements Executor {

  @Override
  public void execute(Runnable task) {
    executor.execute(new Waiting(task));
  }

  private static final class Waiting implements Runnable, ForkJoinPool.ManagedBlocker {
    private final Runnable task;
    private boolean begun;

    Waiting(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      try {
        ForkJoinPool.managedBlock(this);
      } catch (InterruptedException e) { // declared, and not thrown by block()
        Thread.currentThread().interrupt();
      } catch (RejectedExecutionException e) {
        if (begun) {
          throw e; // the task's own
        }
        block(); // the pool has as many threads as it may: one less for others
      }
    }

    @Override
    public boolean block() {
      begun = true;
      task.run();
      return true;
    }

    @Override
    public boolean isReleasable() {
      return begun;
    }
  }
}
