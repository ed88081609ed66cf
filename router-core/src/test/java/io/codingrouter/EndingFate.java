package io.codingrouter;

import io.codingrouter.dispatch.FakeModelClient;
import io.codingrouter.dispatch.FakeReply;
import io.codingrouter.dispatch.ModelClient;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatChunk;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to a request. */
record EndingFate(
    String name, String end, ChatRequest request, @Nullable ModelClient client, String config) {
  static final String CONFIG =
      """
      version: v0.1
      providers:
        reliability: {retry_count: 0}
        models:
          - name: one
            max_in_flight: 1
            endpoints: [{name: a, endpoint: "a.example"}]
            pricing: {prompt_per_1m: 1, completion_per_1m: 2}
          - name: two
            max_in_flight: 1
            endpoints: [{name: b, endpoint: "b.example"}]
        default_model: one
      signals:
        keywords: [{name: hours, keywords: [opening hours]}]
      decisions:
        - name: fixed
          priority: 10
          rules: {operator: OR, conditions: [{type: keyword, name: hours}]}
          modelRefs: [{model: one}]
          plugins: [{type: fast_response, configuration: {message: Nine to five.}}]
        - name: any
          modelRefs: [{model: one}, {model: two}]
      """;
  static final ChatRequest HELLO = ChatRequest.user("hello");
  static final FakeReply DOWN = FakeReply.fails(ModelException.SERVER_ERROR, true);

  static EndingFate of(String end, FakeReply reply) {
    return new EndingFate(reply.end() + " " + reply.failure(), end, HELLO, replying(reply), CONFIG);
  }

  private static FakeModelClient replying(FakeReply reply) {
    return FakeModelClient.replying(reply);
  }

  EndingFate named(String other) {
    return new EndingFate(other, end, request, client, config);
  }

  /** A client of this kind on top. */
  EndingFate asked(ModelClient other) {
    return new EndingFate(name, end, request, other, config);
  }

  @Override
  public String toString() {
    return name + ": " + end;
  }

  static List<EndingFate> all() throws IllegalAccessException {
    FakeReply answers = FakeReply.streams("s", "o");
    List<EndingFate> fates = new ArrayList<>();
    fates.add(EndingFate.of("completed", answers).named("streamed"));
    fates.add(EndingFate.of("completed", FakeReply.whole("so")).named("whole"));
    fates.add(
        EndingFate.of("completed", answers)
            .named("second")
            .asked(FakeModelClient.replying(answers).on("a", DOWN)));
    fates.add(new EndingFate("fixed", "replied", ChatRequest.user("opening hours?"), null, CONFIG));
    fates.add(
        new EndingFate(
            "unknown model", "blocked", HELLO.toBuilder().model("nobody").build(), null, CONFIG));
    fates.add(
        new EndingFate(
            "personal data",
            "blocked",
            HELLO,
            FakeModelClient.answering("never"),
            CONFIG + "advanced: {pii_detection: true}\n"));
    fates.add(new EndingFate("no client", "failed", HELLO, null, CONFIG));
    fates.add(EndingFate.of("failed", FakeReply.cutAfter()).named("cut at once"));
    fates.add(EndingFate.of("failed", FakeReply.cutAfter("s")).named("cut after content"));
    fates.add(throwing("client throws", () -> new IllegalStateException("mine")));
    fates.add(throwing("client throws an error", () -> new NoClassDefFoundError("mine")));
    fates.add(breaking("stream throws", 0, () -> new IllegalStateException("mine")));
    fates.add(breaking("stream throws an error", 0, () -> new StackOverflowError("mine")));
    fates.add(breaking("stream throws later", 2, () -> new IllegalStateException("mine")));
    fates.add(breaking("stream throws an error later", 2, () -> new AssertionError("mine")));
    for (Field field : ModelException.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
        String kind = (String) field.get(null);
        String end = kind.equals(ModelException.CANCELLED) ? "cancelled" : "failed";
        fates.add(EndingFate.of(end, FakeReply.fails(kind, false)).named(kind));
      }
    }
    return fates;
  }

  /** Makes what is thrown anew each time. */
  interface Thrown {
    Throwable make();

    default void rise() {
      sneak(make());
    }

    @SuppressWarnings("unchecked") // so that a checked one need not be declared
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
      throw (E) thrown;
    }
  }

  private static EndingFate throwing(String name, Thrown thrown) {
    return new EndingFate(name, "failed", HELLO, call -> risen(thrown), CONFIG);
  }

  private static ChatStream risen(Thrown thrown) {
    thrown.rise();
    return ChatStream.of(List.of());
  }

  /** A stream that gives so many chunks, and then is no stream any more. */
  private static EndingFate breaking(String name, int chunks, Thrown thrown) {
    ModelClient client =
        call -> {
          ChatStream whole = ChatStream.of(FakeReply.stallsAfter("s", "o").chunks());
          return new ChatStream() {
            private int left = chunks;

            @Override
            public boolean hasNext() {
              if (left == 0) {
                thrown.rise();
              }
              return true;
            }

            @Override
            public ChatChunk next() {
              left--;
              return whole.next();
            }

            @Override
            public void close() {}
          };
        };
    return new EndingFate(name, "failed", HELLO, client, CONFIG);
  }
}
