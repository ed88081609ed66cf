package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.Router;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Endpoints get their shares of requests, by weight, as their servers count them. */
@Timeout(120)
class SharesTest {
  private static final String ANSWER =
      "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"four\"},"
          + "\"finish_reason\":\"stop\"}]}";

  private final List<Counting> servers = new ArrayList<>();
  private final AtomicLong time = new AtomicLong();

  /** Counts requests, and fails if it shall. */
  private static final class Counting {
    final AtomicInteger requests = new AtomicInteger();
    final LoopbackServer server;
    volatile boolean fails;

    Counting() throws Exception {
      byte[] answer = LoopbackServer.reply(ANSWER);
      byte[] error = LoopbackServer.reply(500, "", "{}");
      server =
          new LoopbackServer(
              (body, connection) -> {
                requests.incrementAndGet();
                connection.getOutputStream().write(fails ? error : answer);
                return true;
              });
    }
  }

  @BeforeEach
  void start() throws Exception {
    for (int i = 0; i < 3; i++) {
      servers.add(new Counting());
    }
  }

  @AfterEach
  void stop() throws Exception {
    for (Counting each : servers) {
      each.server.close();
    }
  }

  /** A router over the first endpoints, one for each weight; its chances are always the same. */
  private Router router(int... weights) {
    RouterConfig config =
        RouterConfig.builder()
            .model(
                "small-4b",
                model -> {
                  for (int i = 0; i < weights.length; i++) {
                    int weight = weights[i];
                    String address = servers.get(i).server.base().getAuthority();
                    model.endpoint("e" + i, address, "http", weight);
                  }
                })
            .defaultModel("small-4b")
            .build();
    return Router.builder(config)
        .modelClient(HttpModelClient.create())
        .nanoTime(time::get)
        .seed(4)
        .build();
  }

  private static void ask(Router router, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(router.chat(ChatRequest.user("What is two and two?")).text()).isEqualTo("four");
    }
  }

  /** Within three standard deviations of what is drawn by weight. */
  private void assertShare(int server, int calls, double share) {
    double sigma = Math.sqrt(calls * share * (1 - share));
    assertThat((double) servers.get(server).requests.getAndSet(0))
        .as("share of endpoint %d", server)
        .isBetween(calls * share - 3 * sigma, calls * share + 3 * sigma);
  }

  @Test
  void endpoints_are_asked_by_weight() {
    try (Router router = router(3, 1)) {
      ask(router, 4_000);
    }
    assertShare(0, 4_000, 0.75);
    assertShare(1, 4_000, 0.25);
  }

  @Test
  void others_share_by_weight_while_one_fails_and_it_gets_its_share_back() {
    Counting failing = servers.get(0);
    try (Router router = router(3, 2, 1)) {
      failing.fails = true;
      ask(router, 2_000);
      assertThat(failing.requests.getAndSet(0)).as("five failures in a row").isEqualTo(5);
      assertShare(1, 2_000, 2.0 / 3);
      assertShare(2, 2_000, 1.0 / 3);

      failing.fails = false;
      time.addAndGet(60_000_000_000L); // its half minute is over
      ask(router, 2_000);
    }
    assertShare(0, 2_000, 1.0 / 2);
    assertShare(1, 2_000, 1.0 / 3);
    assertShare(2, 2_000, 1.0 / 6);
  }
}
