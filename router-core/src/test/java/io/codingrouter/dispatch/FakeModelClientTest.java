package io.codingrouter.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FakeModelClientTest extends ModelClientContract {
  private static final FakeReply NEVER = FakeReply.whole("too late").afterRelease();

  @Override
  protected ModelClient answering(String text) {
    return FakeModelClient.answering(text);
  }

  @Override
  protected ModelClient silent(Runnable onArrival) {
    return FakeModelClient.replying(NEVER).onArrival(onArrival);
  }

  @Override
  protected ModelClient cutting() {
    return FakeModelClient.replying(FakeReply.cutAfter("fo"));
  }

  private static ModelCall call(String model, String endpoint) {
    return new ModelCall(
        Candidate.builder(ModelRef.of(model), URI.create("http://localhost:8000/v1"))
            .endpoint(endpoint)
            .build(),
        ChatRequest.user("to " + endpoint),
        CallLimits.within(Duration.ofMillis(50)));
  }

  @Test
  void endpoints_follow_their_script_before_that_of_the_model() {
    FakeModelClient client =
        FakeModelClient.answering("other")
            .on("a", FakeReply.fails(ModelException.CONNECT, true), FakeReply.whole("from a"))
            .on("small", FakeReply.whole("from small"));
    assertThatThrownBy(() -> client.send(call("small", "a"))).isInstanceOf(ModelException.class);
    assertThat(client.send(call("small", "a")).collect().text()).isEqualTo("from a");
    assertThat(client.send(call("small", "a")).collect().text()).isEqualTo("from a");
    assertThat(client.send(call("small", "b")).collect().text()).isEqualTo("from small");
    assertThat(client.send(call("large", "")).collect().text()).isEqualTo("other");
    assertThat(client.targets()).containsExactly("a", "a", "a", "b", "large");
    assertThat(client.bodies().get(3)).contains("to b");
  }

  @Test
  void a_stream_is_its_chunks_and_a_reason_to_stop() {
    FakeModelClient client = FakeModelClient.replying(FakeReply.streams("fo", "ur"));
    try (ChatStream stream = client.send(call("small", "a"))) {
      assertThat(client.openStreams()).isEqualTo(1);
      assertThat(stream.next().text()).isEqualTo("fo");
      assertThat(stream.next().text()).isEqualTo("ur");
      assertThat(stream.next().finishReason()).contains("stop");
      assertThat(stream.hasNext()).isFalse();
    }
    assertThat(client.openStreams()).isZero();
    assertThat(client.send(call("small", "a")).collect().text()).isEqualTo("four");
  }

  @Test
  void a_stall_hands_on_what_came_and_runs_out_of_time() {
    FakeModelClient client = FakeModelClient.replying(FakeReply.stallsAfter("fo"));
    try (ChatStream stream = client.send(call("small", "a"))) {
      assertThat(stream.next().text()).isEqualTo("fo");
      assertThat(catchThrowableOfType(ModelException.class, stream::hasNext).kind())
          .isEqualTo(ModelException.TIMEOUT);
    }
  }

  @Test
  void released_replies_come() {
    FakeModelClient client = FakeModelClient.replying(NEVER);
    client.onArrival(client::release);
    assertThat(client.send(call("small", "a")).collect().text()).isEqualTo("too late");
  }

  @Test
  void closing_a_stream_cancels_its_call() {
    ModelCall call = call("small", "a");
    FakeModelClient.answering("four").send(call).close();
    assertThat(call.isCancelled()).isTrue();
  }
}
