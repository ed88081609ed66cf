package io.codingrouter.dispatch;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One attempt: what to send, where, and for how long. Safe for concurrent use.
 *
 * <p>The request is already what this candidate shall receive, body field {@code stream} included.
 */
public final class ModelCall {
  private final Candidate candidate;
  private final ChatRequest request;
  private final CallLimits limits;
  private @Nullable Runnable onCancel; // guarded by this
  private boolean cancelled; // guarded by this

  /**
   * Creates a call.
   *
   * @param candidate where to send it
   * @param request what to send
   * @param limits how long it may take
   */
  public ModelCall(Candidate candidate, ChatRequest request, CallLimits limits) {
    this.candidate = Objects.requireNonNull(candidate, "candidate");
    this.request = Objects.requireNonNull(request, "request");
    this.limits = Objects.requireNonNull(limits, "limits");
  }

  /**
   * Returns where to send it.
   *
   * @return the candidate
   */
  public Candidate candidate() {
    return candidate;
  }

  /**
   * Returns what to send.
   *
   * @return the request as this candidate shall receive it
   */
  public ChatRequest request() {
    return request;
  }

  /**
   * Returns how long it may take.
   *
   * @return the limits, which the client enforces
   */
  public CallLimits limits() {
    return limits;
  }

  /**
   * Registers what stops the call. It runs at once if the call is already cancelled. It runs at
   * most once, on the thread that cancels, and must not block. A second registration replaces the
   * first.
   *
   * @param action stops the call
   */
  public void onCancel(Runnable action) {
    Objects.requireNonNull(action, "action");
    synchronized (this) {
      if (!cancelled) {
        onCancel = action;
        return;
      }
    }
    action.run();
  }

  /** Stops the call. Does nothing the second time. */
  public void cancel() {
    Runnable action;
    synchronized (this) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      action = onCancel;
      onCancel = null;
    }
    if (action != null) {
      action.run();
    }
  }

  /**
   * Tells whether the call was stopped.
   *
   * @return whether {@link #cancel()} was called
   */
  public synchronized boolean isCancelled() {
    return cancelled;
  }

  /** Prints the candidate, never the request. */
  @Override
  public String toString() {
    return "ModelCall[" + candidate + "]";
  }
}
