package io.codingrouter.dispatch;

import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A stream whose first content has come. Until then its chunks are held back, so that another
 * candidate can be asked without the reader noticing; from then on what breaks is the reader's to
 * know.
 */
final class CommittedStream implements ChatStream {
  /** Chunks without content that are held back at most: a server that sends more is answering. */
  static final int MAX_HELD = 64;

  private final ChatStream stream;
  private final Deque<ChatChunk> held;
  private final Admission admission;
  private final UnaryOperator<ModelException> broken;
  private volatile boolean finished;
  private volatile boolean closed;

  private CommittedStream(
      ChatStream stream,
      Deque<ChatChunk> held,
      Admission admission,
      UnaryOperator<ModelException> broken) {
    this.stream = stream;
    this.held = held;
    this.admission = admission;
    this.broken = broken;
  }

  /**
   * Waits for the first content.
   *
   * @param stream a reply that began; closed if this throws
   * @param limit the time until the first content, for clients that do not keep it
   * @param admission is told of the first content and of the end
   * @param broken makes of a later failure what the reader sees
   * @throws ModelException if the stream breaks before
   */
  static CommittedStream commit(
      ChatStream stream,
      Duration limit,
      Admission admission,
      UnaryOperator<ModelException> broken) {
    Deque<ChatChunk> held = new ArrayDeque<>();
    try {
      boolean begun = false;
      while (!begun && held.size() < MAX_HELD && stream.hasNext()) {
        ChatChunk chunk = stream.next();
        held.add(chunk);
        begun = chunk.hasContent();
        if (!begun && admission.elapsed().compareTo(limit) > 0) {
          throw ModelException.builder(
                  ModelException.TIMEOUT, "the reply has no content after " + limit)
              .retryable(true)
              .build();
        }
      }
    } catch (RuntimeException | Error e) {
      stream.close();
      throw e;
    }
    admission.answers();
    return new CommittedStream(stream, held, admission, broken);
  }

  @Override
  public boolean hasNext() {
    if (closed) {
      return false;
    }
    if (!held.isEmpty() || reading(stream::hasNext)) {
      return true;
    }
    if (!closed) { // a stream that was closed meanwhile may end without a word
      admission.succeeded();
    }
    return false;
  }

  @Override
  public ChatChunk next() {
    if (closed) {
      throw new NoSuchElementException("the reply is closed");
    }
    ChatChunk chunk = held.isEmpty() ? reading(stream::next) : held.remove();
    finished |= chunk.finishReason().isPresent();
    return chunk;
  }

  private <T> T reading(Supplier<T> read) {
    try {
      return read.get();
    } catch (ModelException e) {
      admission.failed(e);
      throw broken.apply(e);
    } catch (NoSuchElementException e) {
      throw e; // the reader's own fault
    } catch (RuntimeException | Error e) {
      admission.abandoned();
      throw e;
    }
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
