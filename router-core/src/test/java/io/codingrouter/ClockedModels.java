package io.codingrouter;

import io.codingrouter.dispatch.ModelCall;
import io.codingrouter.dispatch.ModelClient;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Models that take time on a clock that only they and the test move. */
final class ClockedModels implements ModelClient {
  private final Map<String, Speed> speeds = new HashMap<>(); // by the model's name
  private long millis;

  /** What a model takes: until its first chunk, and for each chunk after it; or how it fails. */
  record Speed(long first, long next, String failure) {}

  ClockedModels takes(String model, long first, long next) {
    speeds.put(model, new Speed(first, next, ""));
    return this;
  }

  ClockedModels fails(String model, String kind) {
    speeds.put(model, new Speed(1, 1, kind));
    return this;
  }

  long nanos() {
    return millis * 1_000_000;
  }

  void pass(long time) {
    millis += time;
  }

  /** A reply of so many chunks, a token each. */
  ChatStream reply(Speed speed, boolean streamed, int tokens) {
    String usage = "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":" + tokens + "}";
    if (!streamed) {
      pass(speed.first() + (tokens - 1) * speed.next());
      return ChatStream.of(
          ChatResponse.fromJson(
              "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"x\"},"
                  + "\"finish_reason\":\"stop\"}],"
                  + usage
                  + "}"));
    }
    List<ChatChunk> chunks =
        IntStream.range(0, tokens)
            .mapToObj(
                i ->
                    ChatChunk.fromJson(
                        "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"}}]"
                            + (i == tokens - 1 ? "," + usage : "")
                            + "}"))
            .toList();
    Iterator<ChatChunk> iterator = chunks.iterator();
    return new ChatStream() {
      private boolean begun;

      @Override
      public boolean hasNext() {
        return iterator.hasNext();
      }

      @Override
      public ChatChunk next() {
        pass(begun ? speed.next() : speed.first());
        begun = true;
        return iterator.next();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public ChatStream send(ModelCall call) {
    Speed speed = speeds.get(call.candidate().model().name());
    if (!speed.failure().isEmpty()) {
      pass(speed.first());
      throw ModelException.builder(speed.failure(), "scripted").retryable(true).build();
    }
    return reply(speed, call.request().stream(), 11);
  }

  @Override
  public void close() {}
}
