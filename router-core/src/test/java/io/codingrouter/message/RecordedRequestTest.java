package io.codingrouter.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RecordedRequestTest {
  @Test
  void a_body_alone_is_a_record() {
    String body = "{\"messages\": [{\"role\": \"user\", \"content\": \"hi\"}], \"top_p\": 0.10}";
    RecordedRequest record = RecordedRequest.fromJson(body);
    assertThat(record.request().toJson()).isEqualTo(body);
    assertThat(record.usage()).isEqualTo(Usage.UNKNOWN);
    assertThat(record.toJson())
        .isEqualTo("{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"top_p\":0.10}");
  }

  @Test
  void what_stands_beside_a_body_is_read() {
    RecordedRequest record =
        RecordedRequest.fromJson(
            "{\"at\":\"2026-11-25\",\"request\":{\"messages\":[]},\"tenant\":\"acme\",\"session\":\"s\","
                + "\"user\":\"ann\",\"labels\":{\"team\":\"red\"},\"timeout_ms\":1500,\"seed\":-7,"
                + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":4}}");
    assertThat(record.request().tenant()).hasValue("acme");
    assertThat(record.request().session()).hasValue("s");
    assertThat(record.request().endUser()).hasValue("ann");
    assertThat(record.request().labels()).containsEntry("team", "red");
    assertThat(record.request().timeout()).hasValue(Duration.ofMillis(1500));
    assertThat(record.request().seed()).hasValue(-7);
    assertThat(record.usage()).isEqualTo(Usage.of(10, 4));
  }

  @Test
  void what_is_written_is_one_line_and_reads_back_equal() {
    ChatRequest request =
        ChatRequest.fromJson("{\n\"messages\": [],\n\"request\": {}}").toBuilder()
            .tenant("acme")
            .session("s")
            .endUser("ann")
            .label("team", "red\nteam")
            .timeout(Duration.ofMillis(20))
            .seed(Long.MIN_VALUE)
            .build();
    Usage usage =
        new Usage(OptionalLong.of(1), OptionalLong.empty(), OptionalLong.of(1), OptionalLong.of(2));
    RecordedRequest record = new RecordedRequest(request, usage);
    assertThat(record.toJson()).doesNotContain("\n");
    assertThat(RecordedRequest.fromJson(record.toJson())).isEqualTo(record);

    RecordedRequest figured =
        new RecordedRequest(
            request,
            usage,
            Map.of("m", new CallFigures(Double.NaN, 8.5, 3, 0.25), "n", CallFigures.NONE));
    assertThat(RecordedRequest.fromJson(figured.toJson())).isEqualTo(figured);

    RecordedRequest odd = RecordedRequest.of(ChatRequest.fromJson("{\"request\":{\"a\":1}}"));
    assertThat(RecordedRequest.fromJson(RecordedRequest.of(odd.request()).toJson()))
        .isEqualTo(RecordedRequest.of(odd.request()));
  }

  @Test
  void a_seed_that_is_no_number_and_broken_json_are_refused_without_the_text() {
    for (String json :
        new String[] {
          "{\"request\":{},\"figures\":{\"m\":{\"ttft_ms\":\"hunter2\"}}}",
          "{\"request\":{},\"figures\":{\"m\":{\"failure_rate\":1,\"hunter2\":1}}}",
          "{\"request\":{},\"seed\":\"hunter2\"}",
          "{\"request\":{},\"timeout_ms\":1.5}",
          "hunter2"
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> RecordedRequest.fromJson(json))
          .withMessageNotContaining("hunter2");
    }
    assertThat(RecordedRequest.of(ChatRequest.user("hunter2")).toString())
        .doesNotContain("hunter2");
  }
}
