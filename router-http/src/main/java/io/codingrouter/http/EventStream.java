package io.codingrouter.http;

import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatStream;
import java.time.InstantSource;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A reply on its way as server-sent events. It ends where the server says so: with {@code [DONE]},
 * with the last event of its protocol, or with the body after a finish reason. Anything else is an
 * exception, which stays: who asks again gets it again.
 */
final class EventStream implements ChatStream {
  /** An event is a few tokens; the longest hold a picture or a file as base64. */
  private static final int LONGEST_EVENT = 16 * 1024 * 1024;

  /** What is read as it comes fills no memory; but no answer is endless. */
  private static final long LONGEST_STREAM = 1024L * 1024 * 1024;

  private final Incoming incoming;
  private final boolean asked;
  private final EventFormat format;
  private final InstantSource clock;
  private final SseParser events = new SseParser(LONGEST_EVENT);
  private @Nullable ChatChunk next;
  private @Nullable ModelException failure;
  private long bytes;
  private boolean begun;
  private boolean answering;
  private final Choices choices = new Choices();
  private boolean finished;
  private boolean last;
  private boolean over;
  private volatile boolean closed;

  /**
   * Creates a stream.
   *
   * @param format what its events are like
   * @param asked whether the request asked for one, rather than for a whole reply
   */
  EventStream(Incoming incoming, EventFormat format, boolean asked, InstantSource clock) {
    this.incoming = incoming;
    this.format = format;
    this.asked = asked;
    this.clock = clock;
  }

  @Override
  public boolean hasNext() {
    if (failure != null) {
      throw failure;
    }
    if (over) {
      return false;
    }
    if (next == null) {
      try {
        next = read();
      } catch (ModelException e) {
        failure = e;
        incoming.close();
        throw e;
      }
      over = next == null;
    }
    return !over;
  }

  @Override
  public ChatChunk next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException("the stream is over");
    }
    ChatChunk chunk = next;
    next = null;
    return chunk;
  }

  @Override
  public void close() {
    closed = true;
    incoming.close();
  }

  /** The next chunk, null at the end. */
  private @Nullable ChatChunk read() {
    while (true) {
      // A reader that another thread has closed must not take what it has for the whole.
      if (closed) {
        throw incoming.cancelled("its stream was closed");
      }
      if (last) {
        incoming.finish();
        return end();
      }
      SseEvent event = events.next();
      if (event == null) {
        if (!more()) {
          return end();
        }
      } else if (event.isDone()) {
        incoming.finish();
        return end();
      } else {
        ChatChunk chunk = chunk(event);
        if (chunk != null) {
          begun = true;
          if (!answering && format.hasContent(chunk)) {
            answering = true;
            incoming.begun(asked);
          }
          finished = format.finishes(chunk, choices);
          last = format.isLast(chunk);
          return chunk;
        }
      }
    }
  }

  private boolean more() {
    if (events.isTooLong()) {
      throw malformed("", " sent an event of more than " + LONGEST_EVENT / (1024 * 1024) + " MiB");
    }
    byte[] piece = incoming.next();
    if (piece == null) {
      return ended();
    }
    bytes += piece.length;
    long most = asked ? LONGEST_STREAM : Reply.MOST;
    if (bytes > most) {
      throw malformed("", " sent an answer of more than " + most / (1024 * 1024) + " MiB");
    }
    events.feed(piece);
    return true;
  }

  // The standard drops an event without an empty line after it; the last word is understood all
  // the same.
  private boolean ended() {
    boolean pending = events.isPending();
    SseEvent last = events.end();
    boolean done = last != null && last.isDone();
    if (!done && (pending || (begun && !finished))) {
      throw incoming.named(
          ModelException.builder(
                  ModelException.TRUNCATED,
                  incoming.post().peer().name() + " cut its answer off: part of it is missing")
              .retryable(true));
    }
    return false;
  }

  private @Nullable ChatChunk end() {
    if (!begun) {
      throw malformed("", " sent a stream without an answer");
    }
    return null;
  }

  /** The chunk of an event, null if it is nothing that a reader waits for: a sign of life, say. */
  private @Nullable ChatChunk chunk(SseEvent event) {
    String data = event.data();
    if (data.isBlank()) {
      return null;
    }
    if (format.mayBeError(event)) {
      ErrorReply error = error(data);
      if (error.isPresent()) {
        throw error.exception();
      }
      if (event.type().equals("error")) {
        throw error.build(ModelException.SERVER_ERROR, true, " failed");
      }
    }
    ChatChunk chunk;
    try {
      chunk = ChatChunk.fromJson(data);
    } catch (IllegalArgumentException e) {
      throw malformed(data, " sent an event that is no JSON object");
    }
    return format.isAnswer(event, chunk) ? chunk : null;
  }

  private ModelException malformed(String body, String what) {
    return error(body).build(ModelException.MALFORMED, true, what);
  }

  private ErrorReply error(String body) {
    return new ErrorReply(incoming.post(), incoming.reply(body), clock);
  }
}
