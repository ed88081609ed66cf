package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Reads any bytes as the standard says, judged by a parser that is slow and obvious. */
class SseParserPropertyTest {
  private static final int MOST = 100_000;

  /** Pieces of streams, most of them where a parser can go wrong; one is half a character. */
  @Provide
  Arbitrary<byte[]> streams() {
    Arbitrary<String> words =
        Arbitraries.of(
            "data",
            "data:",
            "data: ",
            "data:  ",
            "event:",
            "event: error",
            "event",
            "id: 7",
            "retry: 3",
            ":",
            ": ping",
            " ",
            "x",
            "größer",
            "😀",
            "\uFEFF",
            "\u0000",
            "\u2028",
            "{\"a\":1}",
            "[DONE]",
            "data: [DONE]",
            "datax: y",
            " data: y");
    Arbitrary<String> ends = Arbitraries.of("\n", "\r", "\r\n", "\n\n", "\r\n\r\n", "\r\r", "\n\r");
    Arbitrary<byte[]> odd =
        Arbitraries.of(
            new byte[] {(byte) 0xE2}, new byte[] {(byte) 0xBF}, new byte[] {(byte) 0xFF});
    Arbitrary<byte[]> piece =
        Arbitraries.frequencyOf(
            Tuple.of(6, words.map(SseParserPropertyTest::utf8)),
            Tuple.of(4, ends.map(SseParserPropertyTest::utf8)),
            Tuple.of(1, odd));
    return piece.list().ofMaxSize(24).map(SseParserPropertyTest::joined);
  }

  @Property(tries = 1000)
  void any_bytes_are_read_as_the_standard_says_wherever_they_are_cut(
      @ForAll("streams") byte[] bytes, @ForAll long seed) {
    List<SseEvent> expected = naive(bytes);
    for (int cut = 0; cut <= bytes.length; cut++) {
      assertThat(read(bytes, MOST, cut)).isEqualTo(expected);
    }
    assertThat(read(bytes, MOST, eachByte(bytes))).isEqualTo(expected);
    assertThat(read(bytes, MOST, new Random(seed).ints(5, 0, bytes.length + 1).sorted().toArray()))
        .isEqualTo(expected);
  }

  @Property(tries = 500)
  void an_event_is_never_longer_than_allowed_and_those_before_it_are_read(
      @ForAll("streams") byte[] bytes) {
    int most = 20;
    List<SseEvent> read = read(bytes, most, eachByte(bytes));
    assertThat(read).allSatisfy(event -> assertThat(event.data()).hasSizeLessThanOrEqualTo(most));
    List<SseEvent> all = naive(bytes);
    assertThat(read).hasSizeLessThanOrEqualTo(all.size()).isEqualTo(all.subList(0, read.size()));
    if (all.stream().anyMatch(event -> event.data().length() > most)) {
      assertThat(read).hasSizeLessThan(all.size());
    }
  }

  /** The whole text at once, line by line, in the words of the standard. */
  private static List<SseEvent> naive(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    text = text.replace("\r\n", "\n").replace('\r', '\n');
    List<SseEvent> events = new ArrayList<>();
    String data = "";
    String type = "";
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      String line = text.substring(0, end);
      text = text.substring(end + 1);
      if (line.isEmpty()) {
        if (!data.isEmpty()) {
          events.add(new SseEvent(type, data.substring(0, data.length() - 1)));
        }
        data = "";
        type = "";
      } else if (line.equals("data")) {
        data += "\n";
      } else if (line.startsWith("data:")) {
        data += value(line, "data:") + "\n";
      } else if (line.startsWith("event:")) {
        type = value(line, "event:");
      } else if (line.equals("event")) {
        type = "";
      }
    }
    return events;
  }

  private static String value(String line, String field) {
    String value = line.substring(field.length());
    return value.startsWith(" ") ? value.substring(1) : value;
  }

  private static List<SseEvent> read(byte[] bytes, int most, int... cuts) {
    SseParser parser = new SseParser(most);
    List<SseEvent> read = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= cuts.length; i++) {
      int to = i < cuts.length ? cuts[i] : bytes.length;
      parser.feed(Arrays.copyOfRange(bytes, from, to));
      from = to;
      @Nullable SseEvent event;
      while ((event = parser.next()) != null) {
        read.add(event);
      }
    }
    assertThat(parser.isTooLong() && most == MOST).isFalse();
    return read;
  }

  private static int[] eachByte(byte[] bytes) {
    int[] cuts = new int[bytes.length];
    Arrays.setAll(cuts, i -> i);
    return cuts;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] joined(List<byte[]> pieces) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    pieces.forEach(joined::writeBytes);
    return joined.toByteArray();
  }
}
