package io.codingrouter.examples.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.Route;
import io.codingrouter.Router;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.telemetry.SignalTrace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MiniLmTest {
  private static Router router;

  @BeforeAll
  static void load() {
    router = MiniLm.router(MiniLm.model());
  }

  @AfterAll
  static void close() {
    router.close();
  }

  @ParameterizedTest
  @CsvSource({
    "The printer on the second floor is jammed again, desk-route, desk",
    "my monitor shows nothing at all, desk-route, desk",
    "reset my login please, desk-route, desk",
    "Write a sonnet about the sea, default-route, senior",
  })
  void an_ask_is_routed_by_what_it_means(String ask, String decision, String target) {
    Route route = router.route(ChatRequest.user(ask));
    assertThat(route.decision()).isEqualTo(decision);
    assertThat(route.trace().model()).isEqualTo(target);
  }

  @Test
  void the_trace_tells_which_candidate_an_ask_is_like_and_how_much() {
    assertThat(router.explain(ChatRequest.user("my password is gone")).signals())
        .filteredOn(signal -> signal.name().equals("accounts"))
        .singleElement()
        .extracting(SignalTrace::evidence)
        .asString()
        .matches("\\[0\\.\\d\\d to \"I forgot my password\", score 0\\.\\d\\d of 0\\.45.*]");
  }
}
