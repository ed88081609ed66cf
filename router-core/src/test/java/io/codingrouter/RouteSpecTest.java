package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Location;
import org.junit.jupiter.api.Test;

class RouteSpecTest {
  private static final RouteSpec PROOF = RouteSpec.of(ChatRequest.user("prove hunter2"));
  private static final RouteSpec HELLO = RouteSpec.of(ChatRequest.user("hello hunter2"));

  @Test
  void what_holds_is_not_mentioned() {
    try (Router router = Router.create(Fixtures.config())) {
      assertThat(PROOF.decision("reasoning").model("gemini-2.5-pro").check(router)).isEmpty();
      assertThat(HELLO.never(Location.CLOUD).check(router)).isEmpty();
      assertThat(
              RouteSpec.of(ChatRequest.user("x").toBuilder().model("nobody").build())
                  .blocked("unknown_model")
                  .check(router))
          .isEmpty();
      assertThat(router.stats().requests()).isZero();
    }
  }

  @Test
  void what_does_not_hold_is_said_without_the_text() {
    try (Router router = Router.create(Fixtures.config())) {
      assertThat(
              PROOF.decision("code").model("x").never(Location.CLOUD).blocked("pii").check(router))
          .containsExactly(
              "the decision is 'reasoning', not 'code'",
              "the model is 'gemini-2.5-pro', not 'x'",
              "it may go to gemini-2.5-pro, which is not allowed",
              "it is not blocked");
    }
  }
}
