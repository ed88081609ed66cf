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
  private final List<String> chunks = new ArrayList<>(); // as text: their trees take ten times that
  private long room;
  private boolean finished;

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
    tell();
    return false;
  }

  private void tell() {
    if (!chunks.isEmpty()) {
      ended.accept(joined());
      chunks.clear();
    }
  }

  private CapturedBody joined() {
    ChatStream copy = ChatStream.of(chunks.stream().map(ChatChunk::fromJson).toList());
    CapturedBody body = CapturedBody.of(copy.collect().toJson(), mostBytes);
    return room < 0 ? new CapturedBody(body.text(), true) : body;
  }

  @Override
  public ChatChunk next() {
    ChatChunk chunk = stream.next();
    finished |= chunk.finishReason().isPresent();
    String json = chunk.toJson();
    room -= room < 0 ? 0 : json.length();
    if (room >= 0 || chunks.isEmpty()) { // a whole reply is one chunk of any length
      chunks.add(json);
    }
    return chunk;
  }

  @Override
  public Usage usage() {
    return stream.usage();
  }

  @Override
  public void close() {
    if (finished) {
      tell();
    }
    stream.close();
  }
}
