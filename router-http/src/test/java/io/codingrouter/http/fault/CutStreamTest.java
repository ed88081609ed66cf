package io.codingrouter.http.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.dispatch.Attempt;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.http.HttpModelClient;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An answer that breaks after each of its bytes, head and framing included. */
@Timeout(120)
class CutStreamTest {
  private static final String ONCE =
      "connect_timeout: 60s, retry_count: 0, consecutive_5xx: 0, failure_percentage_threshold: 0";

  private final AtomicInteger cut = new AtomicInteger();
  private byte[] wire = {};

  /** Asks a server that is cut after so many bytes, with one behind it that is well. */
  private interface Check {
    void of(Outcome outcome, int cut);
  }

  private void atEveryByte(String recorded, boolean streamed, Check check) {
    wire = recorded.getBytes(StandardCharsets.UTF_8);
    Play cutting =
        e -> {
          e.raw(Arrays.copyOf(wire, cut.get()));
          e.cut();
        };
    try (HttpModelClient client = HttpModelClient.create();
        Setting setting =
            Setting.of(ONCE, FaultServer.playing("a", cutting), Fault.OK.serve("c"))) {
      for (int at = 0; at <= wire.length; at++) {
        cut.set(at);
        check.of(Outcome.of(setting, client, streamed), at);
      }
      assertThat(setting.server(0).asked()).as("one request each time").hasSize(wire.length + 1);
    }
  }

  private static void isOfOther(Outcome outcome, int at) {
    assertThat(outcome.failure()).as("cut at %d", at).isNull();
    assertThat(outcome.text()).as("cut at %d", at).isEqualTo("from c");
    assertThat(outcome.attempts())
        .extracting(Attempt::outcome)
        .containsExactly(ModelException.TRUNCATED, Attempt.OK);
  }

  private static void isWhole(Outcome outcome, int at) {
    assertThat(outcome.failure()).as("cut at %d", at).isNull();
    assertThat(outcome.text()).as("cut at %d", at).isEqualTo("from a");
    assertThat(outcome.way()).isEqualTo("a");
  }

  private static void isCut(Outcome outcome, int at) {
    assertThat(outcome.failure()).as("cut at %d", at).isNotNull();
    assertThat(outcome.failure().kind()).isEqualTo(ModelException.TRUNCATED);
    assertThat("from a").startsWith(outcome.text());
    assertThat(outcome.way()).as("cut at %d", at).isEqualTo("a ~");
  }

  @Test
  void a_stream_goes_on_elsewhere_before_its_first_content_and_is_an_exception_after_it() {
    List<String> events = Fault.done(new Answer("a").events());
    String recorded = Exchange.wire(events);
    int begun = recorded.indexOf(events.get(1)) + events.get(1).length();
    int last = recorded.indexOf(Exchange.DONE) + Exchange.DONE.length();
    atEveryByte(
        recorded,
        true,
        (outcome, at) -> {
          if (at < begun) {
            isOfOther(outcome, at);
          } else if (at < last) {
            isCut(outcome, at);
          } else {
            isWhole(outcome, at);
          }
        });
  }

  @Test
  void a_whole_reply_goes_on_elsewhere() {
    String recorded = Exchange.wire(new Answer("a").reply());
    atEveryByte(
        recorded,
        false,
        (outcome, at) -> {
          if (at < recorded.length()) {
            isOfOther(outcome, at);
          } else {
            isWhole(outcome, at);
          }
        });
  }
}
