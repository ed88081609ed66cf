package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.codingrouter.dispatch.FakeReply;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatStream;
import io.codingrouter.telemetry.CapturedBody;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedStreamTest {
  private final List<CapturedBody> told = new ArrayList<>();
  private int closes;

  /** A reply of two words and a reason to stop; runs this before each chunk. */
  private ChatStream reply(Runnable before) {
    Iterator<ChatChunk> chunks = FakeReply.streams("s", "o").chunks().iterator();
    return new ChatStream() {
      @Override
      public boolean hasNext() {
        return chunks.hasNext();
      }

      @Override
      public ChatChunk next() {
        before.run();
        return chunks.next();
      }

      @Override
      public void close() {
        closes++;
      }
    };
  }

  @Test
  void a_copy_that_cannot_be_kept_keeps_nothing_open() {
    ChatStream stream =
        new RecordedStream(
            reply(() -> {}),
            1_000,
            body -> {
              throw new IllegalStateException("full");
            });
    for (int i = 0; i < 3; i++) {
      stream.next();
    }
    assertThatIllegalStateException().isThrownBy(stream::close);
    assertThat(closes).isEqualTo(1);
  }

  @Test
  void who_closes_it_early_and_reads_on_leaves_no_copy() {
    RecordedStream stream = new RecordedStream(reply(() -> {}), 1_000, told::add);
    stream.next();
    stream.close();
    while (stream.hasNext()) {
      stream.next();
    }
    assertThat(told).isEmpty();
  }

  @Test
  void what_is_closed_while_its_last_chunk_is_read_is_told_once_or_not_at_all() {
    ChatStream[] closed = new ChatStream[1];
    RecordedStream stream = new RecordedStream(reply(() -> closed[0].close()), 1_000, told::add);
    closed[0] = stream;
    stream.forEachRemaining(chunk -> {});
    assertThat(told).isEmpty();
  }

  @Test
  void the_whole_is_told_once() {
    RecordedStream stream = new RecordedStream(reply(() -> {}), 1_000, told::add);
    stream.forEachRemaining(chunk -> {});
    stream.close();
    stream.close();
    assertThat(told).hasSize(1);
    assertThat(told.get(0).text()).contains("so");
  }
}
