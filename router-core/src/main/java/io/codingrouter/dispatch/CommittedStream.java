package io.codingrouter.dispatch;

import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.Usage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A stream whose first content has come. Until then its chunks are held back, so that another
 * candidate can be asked without the reader noticing; from then on what breaks is the reader's to
 * know. One that its reader has left is given up when another request waits for its place.
 */
final class CommittedStream implements ChatStream {
  /** Chunks without content that are held back at most: a server that sends more is answering. */
  static final int MAX_HELD = 64;

  private final ChatStream stream;
  private final Deque<ChatChunk> held;
  private final Admission admission;
  private final UnaryOperator<ModelException> broken;
  private final CallLimits limits;
  private volatile boolean finished;
  private volatile boolean closed;
  private volatile boolean reading;
  private volatile long read; // when its reader was last here
  private volatile boolean givenUp;

  private CommittedStream(
      ChatStream stream,
      Deque<ChatChunk> held,
      Admission admission,
      UnaryOperator<ModelException> broken,
      CallLimits limits) {
    this.stream = stream;
    this.held = held;
    this.admission = admission;
    this.broken = broken;
    this.limits = limits;
    this.read = admission.now();
  }

  /**
   * Waits for the first content.
   *
   * @param stream a reply that began; closed if this throws
   * @param limits the time until the first content, for clients that do not keep it, and that for
   *     the reader
   * @param admission is told of the first content and of the end
   * @param broken makes of a later failure what the reader sees
   * @throws ModelException if the stream breaks before
   */
  static CommittedStream commit(
      ChatStream stream,
      CallLimits limits,
      Admission admission,
      UnaryOperator<ModelException> broken) {
    Deque<ChatChunk> held = new ArrayDeque<>();
    try {
      boolean begun = false;
      while (!begun && held.size() < MAX_HELD && stream.hasNext()) {
        ChatChunk chunk = stream.next();
        held.add(chunk);
        begun = chunk.hasContent();
        if (!begun && admission.elapsed().compareTo(limits.firstToken()) > 0) {
          throw ModelException.builder(
                  ModelException.TIMEOUT, "the reply has no content after " + limits.firstToken())
              .retryable(true)
              .build();
        }
      }
    } catch (RuntimeException | Error e) {
      stream.close();
      throw e;
    }
    CommittedStream committed = new CommittedStream(stream, held, admission, broken, limits);
    admission.answers(committed);
    return committed;
  }

  @Override
  public boolean hasNext() {
    if (closed) {
      return false;
    }
    if (reading(() -> !held.isEmpty() || stream.hasNext())) {
      return true;
    }
    if (!closed) { // a stream that was closed meanwhile may end without a word
      requireKept();
      admission.succeeded();
    }
    return false;
  }

  @Override
  public ChatChunk next() {
    if (closed) {
      throw new NoSuchElementException("the reply is closed");
    }
    ChatChunk chunk = reading(() -> held.isEmpty() ? stream.next() : held.remove());
    finished |= chunk.finishReason().isPresent();
    return chunk;
  }

  private <T> T reading(Supplier<T> chunks) {
    reading = true;
    try {
      requireKept();
      return chunks.get();
    } catch (ModelException e) {
      requireKept();
      admission.failed(e);
      throw broken.apply(e);
    } catch (NoSuchElementException e) {
      throw e; // the reader's own fault
    } catch (RuntimeException | Error e) {
      admission.abandoned();
      throw e;
    } finally {
      read = admission.now();
      reading = false;
    }
  }

  private void requireKept() {
    if (givenUp) {
      throw broken.apply(
          ModelException.builder(
                  ModelException.CANCELLED,
                  "nobody read this reply for "
                      + limits.unread()
                      + ", so its place was given to another request: read a stream, or close it")
              .build());
    }
  }

  @Override
  public Usage usage() {
    return stream.usage();
  }

  /** Frees its place, if its reader has not come for too long. Safe to call from any thread. */
  boolean giveUpIfLeft() {
    Duration left = Duration.ofNanos(admission.now() - read);
    if (reading || left.compareTo(limits.unread()) <= 0) {
      return false;
    }
    givenUp = true;
    try {
      stream.close();
    } catch (RuntimeException e) {
      // whoever waits for the place is not to blame
    }
    admission.givenUp();
    return true;
  }

  /** A reader who leaves after the last word has seen all. */
  @Override
  public void close() {
    closed = true;
    try {
      stream.close();
    } finally {
      if (finished) {
        admission.succeeded();
      } else {
        admission.abandoned();
      }
    }
  }
}
