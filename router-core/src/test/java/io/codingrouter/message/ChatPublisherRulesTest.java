package io.codingrouter.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.Test;

/** The rules of Reactive Streams, as those who wrote them test them. */
class ChatPublisherRulesTest {
  private static ExecutorService threads;

  @BeforeAll
  static void start() {
    threads = Executors.newFixedThreadPool(2);
  }

  @AfterAll
  static void stop() {
    threads.shutdownNow();
  }

  /** Public, since its methods are called by reflection. */
  public static final class Verification extends FlowPublisherVerification<ChatChunk> {
    Verification() {
      super(new TestEnvironment(60_000, 50, 20)); // milliseconds, for a machine that stands still
    }

    @Override
    public Flow.Publisher<ChatChunk> createFlowPublisher(long elements) {
      return new CountedStream(elements).publisher(threads);
    }

    @Override
    public Flow.Publisher<ChatChunk> createFailedFlowPublisher() {
      Flow.Publisher<ChatChunk> publisher = new CountedStream(1).publisher(Runnable::run);
      publisher.subscribe(new Recorder(0));
      return publisher;
    }
  }

  @TestFactory
  Stream<DynamicTest> rules() {
    List<Method> rules =
        Stream.of(Verification.class.getMethods())
            .filter(method -> method.isAnnotationPresent(Test.class))
            .filter(method -> !method.getName().startsWith("untested_"))
            .filter(method -> !method.getName().startsWith("optional_spec111_")) // many readers
            .toList();
    assertThat(rules).hasSize(26);
    return rules.stream().map(rule -> DynamicTest.dynamicTest(rule.getName(), () -> check(rule)));
  }

  private static void check(Method rule) throws Throwable {
    for (int i = 1; ; i++) {
      try {
        checkOnce(rule);
        return;
      } catch (AssertionError e) {
        if (!rule.getName().startsWith("required_spec313_cancelMustMake") || i == 5) {
          throw e; // that rule gives the garbage collector 100 ms, however slow the machine
        }
      }
    }
  }

  private static void checkOnce(Method rule) throws Throwable {
    Verification verification = new Verification();
    verification.setUp();
    try {
      rule.invoke(verification);
    } catch (InvocationTargetException e) {
      throw e.getCause(); // a rule that is skipped is not kept
    }
  }
}
