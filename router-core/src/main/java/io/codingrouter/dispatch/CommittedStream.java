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
import org.jspecify.annotations.Nullable;

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
  private volatile boolean ended;
  private volatile @Nullable Thread closedBy;
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
    CommittedStream committed = new CommittedStream(stream, held, admission, broken, limits);
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
      admission.answers(committed);
      return committed;
    } catch (RuntimeException | Error e) {
      closeQuietly(stream);
      throw e;
    }
  }

  /** Closes what has failed already, which is what there is to tell. */
  private static void closeQuietly(ChatStream stream) {
    try {
      stream.close();
    } catch (RuntimeException e) {
      // told or not, the stream is of no more use
    }
  }

  @Override
  public boolean hasNext() {
    if (isClosed()) {
      return false;
    }
    if (reading(() -> !held.isEmpty() || stream.hasNext())) {
      return true;
    }
    if (!isClosed()) { // a stream that was closed meanwhile may end without a word
      requireKept();
      ended = true;
      admission.succeeded();
    }
    return false;
  }

  @Override
  public ChatChunk next() {
    if (isClosed()) {
      throw new NoSuchElementException("the reply is closed");
    }
    ChatChunk chunk = reading(() -> held.isEmpty() ? stream.next() : held.remove());
    finished |= chunk.finishReason().isPresent();
    return chunk;
  }

  /**
   * Whether its reader has closed it.
   *
   * @throws ModelException if somebody else has: what was read by then is not the whole reply
   */
  private boolean isClosed() {
    Thread by = closedBy;
    if (by != null && !ended && by != Thread.currentThread()) {
      throw broken.apply(
          ModelException.builder(
                  ModelException.CANCELLED, "the reply was closed while it was being read")
              .build());
    }
    return by != null;
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
    closeQuietly(stream); // whoever waits for the place is not to blame
    admission.givenUp();
    return true;
  }

  /** A reader who leaves after the last word has seen all. */
  @Override
  public void close() {
    closedBy = closedBy == null ? Thread.currentThread() : closedBy;
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
