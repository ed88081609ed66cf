package io.codingrouter.message;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/**
 * A reply on its way: chunks in order, at the reader's pace. {@link #hasNext()} waits for the next
 * chunk. A stream that breaks throws; it never just ends. Closing it early cancels the call behind
 * it; close it always, best in a try statement. One that is neither read nor closed for minutes may
 * be cancelled.
 *
 * <p>While no model has begun to answer, a reader who waits may be handed {@linkplain
 * ChatChunk#isKeepAlive() keep-alives}: chunks without content that tell that the router is still
 * at it. Never after the first chunk of a model's. {@link #collect()} leaves them out.
 *
 * <p>A stream is read by one thread; {@link #close()} may be called from any.
 */
public interface ChatStream extends Iterator<ChatChunk>, AutoCloseable {

  /**
   * Ends the stream and frees what it holds. Does nothing the second time. Where this is not the
   * thread that reads, reading throws, for what was read until then is not the whole reply.
   */
  @Override
  void close();

  /**
   * Returns what the model has counted as far as this was read: all of it behind the end of most
   * streams, part of it before that of some. May be called from any thread, also when this is
   * closed.
   *
   * @return the usage; {@link Usage#UNKNOWN} by default, where {@link ChatChunk#usage()} is all
   *     that is known
   */
  default Usage usage() {
    return Usage.UNKNOWN;
  }

  /**
   * Tells whether nothing is here yet and somebody else waits for it, so that whoever reads on an
   * executor need not hold a thread meanwhile. Called by who reads.
   *
   * @param ready run once if this returns true, when it is worth to ask again: by any thread, maybe
   *     before this returns; it must not wait
   * @return whether to come again when {@code ready} is run; false, as by default, if {@link
   *     #hasNext()} says what there is, or waits for it
   */
  default boolean awaits(Runnable ready) {
    return false;
  }

  /**
   * Reads the rest and makes it one reply, equal to the one that a call without streaming would
   * have given: texts and tool calls are joined, usage and finish reason are taken from where they
   * came. The stream is closed.
   *
   * @return the reply
   */
  default ChatResponse collect() {
    try (ChatStream stream = this) {
      ChunkMerger merger = new ChunkMerger();
      while (stream.hasNext()) {
        merger.add(stream.next());
      }
      return merger.response();
    }
  }

  /**
   * Hands the stream over to a publisher, which reads it on an executor as its one subscriber asks,
   * and closes it in the end, when it breaks, or when the subscriber cancels. The rules of Reactive
   * Streams hold: no chunk is read before it was requested, signals come one at a time, and {@code
   * subscribe}, {@code request} and {@code cancel} do not wait. While there is demand a thread of
   * the executor waits for the next chunk, unless this {@linkplain #awaits says} when to come
   * again.
   *
   * @param executor reads and signals; one that refuses work fails the reply
   * @return a publisher for one subscriber; who has none closes this stream instead
   */
  default Flow.Publisher<ChatChunk> publisher(Executor executor) {
    return new ChatPublisher(this, executor);
  }

  /**
   * Makes a whole reply a stream of one chunk.
   *
   * @param response the reply
   * @return the stream
   */
  static ChatStream of(ChatResponse response) {
    return of(List.of(ChatChunk.of(response)));
  }

  /**
   * Makes a stream of chunks that are already here.
   *
   * @param chunks the chunks in order
   * @return the stream
   */
  static ChatStream of(List<ChatChunk> chunks) {
    return new ReadyStream(List.copyOf(chunks).iterator());
  }
}
