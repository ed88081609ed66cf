package io.codingrouter.dispatch;

import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a {@link FakeModelClient} does with one call.
 *
 * @param failure what it throws at once, or null
 * @param blocks whether it waits before the reply begins
 * @param chunks the chunks of the reply, in order
 * @param end what happens after the last chunk
 */
public record FakeReply(
    ModelException failure, boolean blocks, List<ChatChunk> chunks, FakeReply.End end) {

  /** What happens after the last chunk. */
  enum End {
    NORMAL,
    STALLS,
    CUT
  }

  public FakeReply {
    chunks = List.copyOf(chunks);
  }

  /** Answers with a whole reply. */
  public static FakeReply whole(String text) {
    return whole(ChatResponse.of(text));
  }

  /** Answers with a whole reply. */
  public static FakeReply whole(ChatResponse response) {
    return new FakeReply(null, false, List.of(ChatChunk.of(response)), End.NORMAL);
  }

  /** Streams one chunk per text, then a chunk that says the reply is done. */
  public static FakeReply streams(String... texts) {
    Stream<ChatChunk> contents = Stream.of(texts).map(FakeReply::content);
    return new FakeReply(
        null, false, Stream.concat(contents, Stream.of(finish())).toList(), End.NORMAL);
  }

  /** Streams chunks as they are, then ends. */
  public static FakeReply streams(List<ChatChunk> chunks) {
    return new FakeReply(null, false, chunks, End.NORMAL);
  }

  /** Streams one chunk per text, then nothing more comes and the stream does not end. */
  public static FakeReply stallsAfter(String... texts) {
    return new FakeReply(
        null, false, Stream.of(texts).map(FakeReply::content).toList(), End.STALLS);
  }

  /** Streams one chunk per text, then the connection breaks. */
  public static FakeReply cutAfter(String... texts) {
    return new FakeReply(null, false, Stream.of(texts).map(FakeReply::content).toList(), End.CUT);
  }

  /** Throws instead of answering. */
  public static FakeReply fails(ModelException failure) {
    return new FakeReply(failure, false, List.of(), End.NORMAL);
  }

  /** Throws an exception of this kind instead of answering. */
  public static FakeReply fails(String kind, boolean retryable) {
    return fails(ModelException.builder(kind, "scripted: " + kind).retryable(retryable).build());
  }

  /** The same, begun only when the client is released. */
  public FakeReply afterRelease() {
    return new FakeReply(failure, true, chunks, end);
  }

  private static ChatChunk content(String text) {
    return chunk("/choices/0/delta/content", text);
  }

  private static ChatChunk finish() {
    return chunk("/choices/0/finish_reason", "stop");
  }

  private static ChatChunk chunk(String pointer, String value) {
    return ChatChunk.fromJson(
        ChatRequest.builder()
            .setJson("/choices", "[{\"index\":0,\"delta\":{},\"finish_reason\":null}]")
            .set(pointer, value)
            .build()
            .toJson());
  }
}
