package io.codingrouter.http.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.codingrouter.dispatch.ModelException;
import io.codingrouter.http.HttpModelClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What a user gets from a router whose first server fails in every way that we know.
 *
 * <p>A cell says who is asked, in order: a is the faulty server; b is another endpoint of its
 * model, c another model, and both are well, except in the last column, where b fails as a does.
 * Who is named last has answered, unless ✗ follows: then nobody has, and the exception is of the
 * kind that the row names, as each failed attempt is. After ~ the answer had begun, and then broke
 * with that exception. Everybody is asked again once, where that may help.
 */
class FaultTableTest {
  private static final String TABLE =
      """
      a is                      | call     | kind           | alone | endpoints | models | all fail
      OK                        | both     |                | a     | a         | a      | a
      USAGE_LAST                | both     |                | a     | a         | a      | a
      SLOW_DRIP                 | both     |                | a     | a         | a      | a

      BAD_REQUEST               | both     | bad_request    | a ✗   | a ✗       | a ✗    | a ✗
      WRONG_KEY                 | both     | unauthorized   | a ✗   | a b       | a c    | a b ✗
      NOT_FOUND                 | both     | not_found      | a ✗   | a b       | a c    | a b ✗
      MOVED                     | both     | configuration  | a ✗   | a b       | a c    | a b ✗
      TOO_LONG                  | both     | context_length | a ✗   | a ✗       | a c    | a ✗
      RATE_LIMITED              | both     | rate_limited   | a a ✗ | a b       | a c    | a b a b ✗
      RATE_LIMITED_FOR_A_MINUTE | both     | rate_limited   | a ✗   | a b       | a c    | a b ✗
      FAILING                   | both     | server_error   | a a ✗ | a b       | a c    | a b a b ✗
      OVERLOADED                | both     | server_error   | a a ✗ | a b       | a c    | a b a b ✗
      OVERLOADED_LATER          | blocking | server_error   | a a ✗ | a b       | a c    | a b a b ✗
      OVERLOADED_LATER          | streamed | server_error   | a ~   | a ~       | a ~    | a ~

      REFUSED                   | both     | connect        | a a ✗ | a b       | a c    | a b a b ✗
      BLACK_HOLE                | both     | timeout        | a a ✗ | a b       | a c    | a b a b ✗
      SILENT                    | both     | timeout        | a a ✗ | a b       | a c    | a b a b ✗
      SILENT_AFTER_HEAD         | both     | timeout        | a a ✗ | a b       | a c    | a b a b ✗
      SIGNS_OF_LIFE             | streamed | timeout        | a a ✗ | a b       | a c    | a b a b ✗
      STALLED                   | blocking | timeout        | a a ✗ | a b       | a c    | a b a b ✗
      STALLED                   | streamed | timeout        | a ~   | a ~       | a ~    | a ~

      CUT_AT_ONCE               | both     | truncated      | a a ✗ | a b       | a c    | a b a b ✗
      CUT                       | both     | truncated      | a a ✗ | a b       | a c    | a b a b ✗
      CUT_LATER                 | blocking | truncated      | a a ✗ | a b       | a c    | a b a b ✗
      CUT_LATER                 | streamed | truncated      | a ~   | a ~       | a ~    | a ~
      ENDS_EARLY                | blocking | malformed      | a a ✗ | a b       | a c    | a b a b ✗
      ENDS_EARLY                | streamed | truncated      | a ~   | a ~       | a ~    | a ~
      RESET                     | both     | truncated      | a a ✗ | a b       | a c    | a b a b ✗
      RESET_LATER               | blocking | truncated      | a a ✗ | a b       | a c    | a b a b ✗
      RESET_LATER               | streamed | truncated      | a ~   | a ~       | a ~    | a ~

      NO_HTTP                   | both     | malformed      | a a ✗ | a b       | a c    | a b a b ✗
      WRONG_TYPE                | both     | malformed      | a a ✗ | a b       | a c    | a b a b ✗
      MALFORMED_EVENT           | both     | malformed      | a a ✗ | a b       | a c    | a b a b ✗
      MALFORMED_CHUNK           | both     | malformed      | a a ✗ | a b       | a c    | a b a b ✗
      MALFORMED_CHUNK_LATER     | blocking | malformed      | a a ✗ | a b       | a c    | a b a b ✗
      MALFORMED_CHUNK_LATER     | streamed | malformed      | a ~   | a ~       | a ~    | a ~
      ENDLESS                   | blocking | malformed      | a a ✗ | a b       | a c    |
      ENDLESS_EVENT             | streamed | malformed      | a a ✗ | a b       | a c    |
      """;

  // Limits that a server which is well keeps on a busy machine, and that are waited for side by
  // side.
  private static final String LIMITS =
      "connect_timeout: 2s, first_byte_timeout: 2s, idle_timeout: 2s, ";
  private static final String RETRIES =
      "retry_count: 1, retry_back_off_base: 1ms, retry_after_max: 0s";
  private static final int AT_ONCE = 48;

  private static final ExecutorService THREADS = Executors.newFixedThreadPool(AT_ONCE);
  private static final HttpModelClient CLIENT = HttpModelClient.create();

  @AfterAll
  static void stop() {
    THREADS.shutdownNow();
    CLIENT.close();
  }

  /** One cell. */
  private record Case(
      Fault fault, boolean streamed, String kind, Setting.Shape shape, String expected) {
    String name() {
      return fault + (streamed ? ", streamed, " : ", blocking, ") + shape + ": " + expected;
    }

    Observed observe() {
      String limits = fault.isEndless() ? "" : LIMITS; // too much takes longer than too little
      try (Setting setting = Setting.of(shape, fault, limits + RETRIES)) {
        Outcome outcome = Outcome.of(setting, CLIENT, streamed);
        return new Observed(outcome, setting.asked());
      }
    }

    /** Looks again, some times, if the machine may have spoilt what was seen. */
    void check(Observed first) {
      Observed observed = first;
      for (int i = 0; i < 5 && isSpoilt(observed); i++) {
        observed = observe();
      }
      checkOnce(observed);
    }

    /**
     * Whether a machine that stood still may be to blame: a limit was over before anybody could
     * keep it, or a reset overtook what was sent before it.
     */
    private boolean isSpoilt(Observed observed) {
      boolean isAsExpected =
          observed.outcome().way().equals(expected) && observed.asked().equals(reached());
      Set<String> kinds = new HashSet<>(observed.outcome().kinds());
      boolean isLate = kinds.contains(ModelException.TIMEOUT);
      if (kinds.remove(kind) && kinds.isEmpty()) {
        return !isAsExpected && (isLate || fault == Fault.RESET_LATER);
      }
      return isLate || kinds.contains(ModelException.CONNECT);
    }

    private void checkOnce(Observed observed) {
      Outcome outcome = observed.outcome();
      assertThat(outcome.way()).isEqualTo(expected);
      assertThat(observed.asked()).as("requests that the servers saw").isEqualTo(reached());
      ModelException failure = outcome.failure();
      if (failure == null) {
        String answering = expected.substring(expected.length() - 1);
        assertThat(outcome.text()).isEqualTo("from " + answering);
        assertThat(outcome.usage().promptTokens()).hasValue(3);
        assertThat(outcome.usage().completionTokens()).hasValue(2);
      } else {
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.attempts()).isEqualTo(outcome.attempts());
        assertThat(outcome.text()).startsWith(expected.endsWith("~") ? "from " : "");
      }
      if (!kind.isEmpty()) {
        assertThat(outcome.kinds()).containsExactly(kind);
      }
    }

    /** One request for each attempt, in the order of servers: nothing is sent behind our back. */
    private String reached() {
      String faulty = shape == Setting.Shape.ALL_FAIL ? "[ab]" : "a";
      String tried = expected.replaceAll("[ ✗~]", "");
      char[] reached = (fault.isReached() ? tried : tried.replaceAll(faulty, "")).toCharArray();
      Arrays.sort(reached);
      return new String(reached);
    }
  }

  /** What came of a case, and which requests the servers saw. */
  private record Observed(Outcome outcome, String asked) {}

  @TestFactory
  Stream<DynamicTest> what_a_user_gets() {
    return cases().map(each -> Map.entry(each, THREADS.submit(each::observe))).toList().stream()
        .map(
            begun ->
                dynamicTest(
                    begun.getKey().name(), () -> begun.getKey().check(begun.getValue().get())));
  }

  @Test
  void every_fault_is_in_the_table() {
    assertThat(cases().map(Case::fault).distinct()).containsExactlyInAnyOrder(Fault.values());
  }

  private static Stream<Case> cases() {
    return TABLE.lines().skip(1).filter(line -> !line.isBlank()).flatMap(FaultTableTest::row);
  }

  private static Stream<Case> row(String line) {
    String[] cells = line.split("\\|", -1);
    Fault fault = Fault.valueOf(cells[0].strip());
    String call = cells[1].strip();
    List<Case> cases = new ArrayList<>();
    int column = 3;
    for (Setting.Shape shape : Setting.Shape.values()) {
      String expected = cells[column++].strip();
      if (!expected.isEmpty() && !call.equals("streamed")) {
        cases.add(new Case(fault, false, cells[2].strip(), shape, expected));
      }
      if (!expected.isEmpty() && !call.equals("blocking")) {
        cases.add(new Case(fault, true, cells[2].strip(), shape, expected));
      }
    }
    return cases.stream();
  }
}
