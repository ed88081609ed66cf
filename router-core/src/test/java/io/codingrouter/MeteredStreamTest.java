package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.dispatch.FakeReply;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.Usage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeteredStreamTest {
  private final List<String> told = new ArrayList<>();

  /** Notes what it is told, and runs this when it has looked at the last word. */
  private MeteredStream.Watch watch(Runnable atLastWord) {
    return new MeteredStream.Watch() {
      @Override
      public void read(ChatChunk chunk) {
        if (chunk.finishReason().isPresent()) {
          atLastWord.run();
          told.add("last word");
        }
      }

      @Override
      public void completed(Usage usage) {
        told.add("completed");
      }

      @Override
      public void failed(Throwable cause, Usage usage) {
        told.add("failed");
      }

      @Override
      public void closed(Usage usage) {
        told.add("closed");
      }
    };
  }

  @Test
  void who_is_told_that_it_is_complete_has_seen_all_chunks() {
    MeteredStream[] closed = new MeteredStream[1];
    MeteredStream stream =
        new MeteredStream(
            ChatStream.of(FakeReply.streams("s", "o").chunks()), watch(() -> closed[0].close()));
    closed[0] = stream; // as another thread may, in the midst of reading
    while (!told.contains("last word")) {
      stream.next();
    }
    stream.close();
    assertThat(told).containsExactly("closed", "last word");
  }
}
