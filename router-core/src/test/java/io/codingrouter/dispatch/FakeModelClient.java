package io.codingrouter.dispatch;

import io.codingrouter.message.ChatStream;
import io.codingrouter.model.Candidate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model client that does as it is told and remembers what it was sent. Keeps the contract of
 * {@link ModelClient}: limits, cancelling and interrupts act as on a real connection.
 *
 * <pre>{@code
 * FakeModelClient client =
 *     FakeModelClient.answering("done")
 *         .on("gemini-primary", FakeReply.fails(ModelException.CONNECT, true), FakeReply.whole("hi"));
 * }</pre>
 */
public final class FakeModelClient implements ModelClient {
  private final FakeReply otherwise;
  private final Map<String, Deque<FakeReply>> scripts = new HashMap<>(); // guarded by this
  private final List<ModelCall> calls = new ArrayList<>(); // guarded by this
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicInteger openStreams = new AtomicInteger();
  private volatile Runnable onArrival = () -> {};
  private volatile boolean closed;

  private FakeModelClient(FakeReply otherwise) {
    this.otherwise = otherwise;
  }

  /** A client that answers every call with this text, as a whole reply. */
  public static FakeModelClient answering(String text) {
    return replying(FakeReply.whole(text));
  }

  /** A client that does the same with every call. */
  public static FakeModelClient replying(FakeReply reply) {
    return new FakeModelClient(reply);
  }

  /**
   * Scripts an endpoint, or all endpoints of a model: one reply per call, the last one for all
   * calls after it. The endpoint's script goes before the model's.
   */
  public synchronized FakeModelClient on(String endpointOrModel, FakeReply... replies) {
    scripts.put(endpointOrModel, new ArrayDeque<>(List.of(replies)));
    return this;
  }

  /** Runs on the calling thread each time a call has arrived, before it is answered. */
  public FakeModelClient onArrival(Runnable action) {
    onArrival = action;
    return this;
  }

  /** Lets go all that is blocked or stalled, now and later. */
  public void release() {
    released.countDown();
  }

  /** All calls so far, in order. */
  public synchronized List<ModelCall> calls() {
    return List.copyOf(calls);
  }

  /** What was sent, in order. */
  public List<String> bodies() {
    return calls().stream().map(call -> call.request().toJson()).toList();
  }

  /** Where it was sent, in order: endpoints by name, or their model's where they have none. */
  public List<String> targets() {
    return calls().stream().map(ModelCall::candidate).map(FakeModelClient::target).toList();
  }

  /** How many streams were handed out and not closed. */
  public int openStreams() {
    return openStreams.get();
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public ChatStream send(ModelCall call) {
    FakeReply reply = arrive(call);
    onArrival.run();
    Wait wait = new Wait(call, released);
    wait.check();
    if (reply.blocks()) {
      wait.forRelease(call.limits().firstToken(), "the reply did not begin");
    }
    if (reply.failure() != null) {
      throw reply.failure().toBuilder().build();
    }
    openStreams.incrementAndGet();
    return new FakeStream(call, reply, wait, openStreams::decrementAndGet);
  }

  @Override
  public void close() {
    closed = true;
  }

  private synchronized FakeReply arrive(ModelCall call) {
    calls.add(call);
    Candidate candidate = call.candidate();
    Deque<FakeReply> script = scripts.get(candidate.endpoint());
    if (script == null) {
      script = scripts.get(candidate.model().name());
    }
    if (script == null) {
      return otherwise;
    }
    return script.size() > 1 ? script.remove() : script.element();
  }

  private static String target(Candidate candidate) {
    return candidate.endpoint().isEmpty() ? candidate.model().name() : candidate.endpoint();
  }
}
