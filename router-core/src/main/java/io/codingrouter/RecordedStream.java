package io.codingrouter;

import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.Usage;
import io.codingrouter.telemetry.CapturedBody;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A stream of which a copy is kept, told once when it ends, or its reader leaves after the model's
 * last word. A stream that breaks or that its reader closes before has none.
 */
final class RecordedStream implements ChatStream {
  /** What a chunk is longer than what it adds: one token in some 250 characters. */
  private static final int CHUNK_OVERHEAD = 64;

  private final ChatStream stream;
  private final int mostBytes;
  private final Consumer<CapturedBody> ended;
  // As text: their trees take ten times that. Guarded by this, as all below.
  private final List<String> chunks = new ArrayList<>();
  private long room;
  private boolean finished;
  private boolean over;

  RecordedStream(ChatStream stream, int mostBytes, Consumer<CapturedBody> ended) {
    this.stream = stream;
    this.mostBytes = mostBytes;
    this.ended = ended;
    this.room = (long) mostBytes * CHUNK_OVERHEAD;
  }

  @Override
  public boolean hasNext() {
    if (stream.hasNext()) {
      return true;
    }
    tell(true);
    return false;
  }

  /** Tells what was read if it is the whole reply. */
  private void tell(boolean atEnd) {
    List<String> whole = end(atEnd);
    if (!whole.isEmpty()) {
      ended.accept(joined(whole));
    }
  }

  private synchronized List<String> end(boolean atEnd) {
    List<String> whole = finished || (atEnd && !over) ? List.copyOf(chunks) : List.of();
    over = true;
    chunks.clear();
    return whole;
  }

  private CapturedBody joined(List<String> whole) {
    ChatStream copy = ChatStream.of(whole.stream().map(ChatChunk::fromJson).toList());
    CapturedBody body = CapturedBody.of(copy.collect().toJson(), mostBytes);
    return isCut() ? new CapturedBody(body.text(), true) : body;
  }

  private synchronized boolean isCut() {
    return room < 0;
  }

  @Override
  public ChatChunk next() {
    ChatChunk chunk = stream.next();
    keep(chunk);
    return chunk;
  }

  private synchronized void keep(ChatChunk chunk) {
    if (over) {
      return; // another thread has closed it, and told what there was
    }
    finished |= chunk.finishReason().isPresent();
    String json = chunk.toJson();
    room -= room < 0 ? 0 : json.length();
    if (room >= 0 || chunks.isEmpty()) { // a whole reply is one chunk of any length
      chunks.add(json);
    }
  }

  @Override
  public Usage usage() {
    return stream.usage();
  }

  @Override
  public void close() {
    try {
      stream.close();
    } finally {
      tell(false);
    }
  }
}
