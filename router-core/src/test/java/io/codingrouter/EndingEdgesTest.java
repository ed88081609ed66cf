package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.FakeModelClient;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import io.codingrouter.telemetry.ModelStats;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The one end of a request, where what the application brings or tells is not as it should be. */
@Timeout(60)
class EndingEdgesTest {
  private final Ledger ledger = new Ledger();

  private Router.Builder router() {
    return Router.builder(RouterConfig.parse(EndingFate.CONFIG))
        .listener(ledger)
        .listener(ledger.metrics());
  }

  private static Stream<Arguments> refusals() {
    List<EndingFate.Thrown> refusals =
        List.of(
            () -> new IllegalStateException("shut down"),
            () -> new OutOfMemoryError("unable to create native thread"));
    return Stream.of(EndingWay.values())
        .flatMap(way -> refusals.stream().map(refusal -> Arguments.of(way, refusal)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void an_executor_that_refuses_in_its_own_words(EndingWay way, EndingFate.Thrown refusal) {
    try (Router router =
        router()
            .modelClient(FakeModelClient.answering("so"))
            .executor(work -> refusal.rise())
            .build()) {
      Throwable unused = catchThrowable(() -> way.go(router, EndingFate.HELLO));
    }
    List<String> ends =
        switch (way) {
          case FUTURE, PUBLISHED -> List.of(); // never routed
          case FUTURE_OF_A_ROUTE -> List.of("failed");
          case PUBLISHED_OF_A_ROUTE -> List.of("cancelled");
          default -> List.of("completed"); // by the thread that waits
        };
    assertThat(ledger.ends()).isEqualTo(ends);
  }

  @Test
  void a_host_that_hands_over_nothing_has_told_nothing() {
    try (Router router = router().build()) {
      Route.Forward route = (Route.Forward) router.route(EndingFate.HELLO);
      assertThatNullPointerException().isThrownBy(() -> route.fail(null));
      assertThatNullPointerException().isThrownBy(() -> route.complete((ChatStream) null));
      assertThatNullPointerException().isThrownBy(() -> route.complete((ChatResponse) null));
      route.fail(new IllegalStateException("mine"));
    }
    assertThat(ledger.ends()).containsExactly("failed");
  }

  @Test
  void a_model_that_nobody_asked_has_not_failed() {
    try (Router router =
        router()
            .modelClient(FakeModelClient.answering("so"))
            .executor(
                work -> {
                  throw new IllegalStateException("shut down");
                })
            .build()) {
      assertThat(router.chatAsync(router.route(EndingFate.HELLO))).isCompletedExceptionally();

      assertThat(router.stats().models()).allMatch(model -> model.failed() == 0);
    }
    assertThat(ledger.ends()).containsExactly("failed");
  }

  @Test
  void a_model_that_the_host_asked_in_vain_has_failed_once() {
    try (Router router = router().build()) {
      ((Route.Forward) router.route(EndingFate.HELLO)).fail(new IllegalStateException("mine"));

      assertThat(router.stats().models().stream().mapToLong(ModelStats::failed).sum()).isOne();
    }
  }
}
