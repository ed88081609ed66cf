package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SseParserTest {
  private static final String MIXED =
      "\uFEFF: hello\n"
          + "data: größer 😀\r\n\r\n"
          + "event: error\rdata:a\rdata\rdata:  b\r\r"
          + "id: 7\nretry: 3\nnothing\n\n"
          + "data: [DONE]\n\n";
  private static final List<SseEvent> READ =
      List.of(
          new SseEvent("", "größer 😀"),
          new SseEvent("error", "a\n\n b"),
          new SseEvent("", "[DONE]"));

  @Property
  void events_are_the_same_wherever_the_bytes_are_cut(
      @ForAll @IntRange(min = 1, max = 20) int size) {
    assertThat(read(MIXED, size, 1000)).isEqualTo(READ);
  }

  @Test
  void only_the_first_mark_is_skipped() {
    assertThat(read("data: a\n\n\uFEFFdata: b\n\ndata: c\n\n", 99, 1000))
        .extracting(SseEvent::data)
        .containsExactly("a", "c");
  }

  @Test
  void an_event_without_data_is_none() {
    assertThat(read("event: ping\n\n: still here\n\n\n", 99, 1000)).isEmpty();
  }

  @Test
  void an_event_without_its_end_is_pending() {
    SseParser parser = new SseParser(100);
    parser.feed("data: [DONE]".getBytes(StandardCharsets.UTF_8));
    assertThat(parser.next()).isNull();
    assertThat(parser.isPending()).isTrue();
    assertThat(parser.end()).isEqualTo(new SseEvent("", "[DONE]"));
    assertThat(parser.isPending()).isFalse();
  }

  @Test
  void an_event_that_does_not_end_is_given_up() {
    for (String endless : List.of("data: " + "x".repeat(200), "data: xxxxxxxxx\n".repeat(40))) {
      SseParser parser = new SseParser(100);
      parser.feed(endless.getBytes(StandardCharsets.UTF_8));
      assertThat(parser.next()).isNull();
      assertThat(parser.isTooLong()).isTrue();
    }
  }

  private static List<SseEvent> read(String text, int size, int most) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    SseParser parser = new SseParser(most);
    List<SseEvent> read = new ArrayList<>();
    for (int from = 0; from < bytes.length; from += size) {
      parser.feed(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)));
      for (SseEvent e = parser.next(); e != null; e = parser.next()) {
        read.add(e);
      }
    }
    assertThat(parser.isTooLong()).isFalse();
    return read;
  }
}
