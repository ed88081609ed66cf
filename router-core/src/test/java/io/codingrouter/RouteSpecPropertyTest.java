package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.config.ConfigException;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.RecordedRequest;
import io.codingrouter.model.Location;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class RouteSpecPropertyTest {
  private static final List<RouterConfig> CONFIGS =
      List.of(
          Fixtures.config(),
          Fixtures.weighted(1, 1),
          Fixtures.weighted(99, 1),
          Fixtures.configWith("unknown_model: route\n"));

  private static final String POLICY =
      """
      - name: a
        prompts: [hunter2, "hunter2"]
        never: cloud
      - request: {messages: [{role: user, content: hunter2}]}
        labels: {team: hunter2}
        seed: 5
        timeout: 3s
        decision: x
      - prompt: |
          hunter2
        matches: [keyword:hard]
        redacted: true
      """;

  @Provide
  Arbitrary<List<String>> pieces() {
    return Arbitraries.of(
            "- ",
            "  ",
            "{",
            "}",
            "[",
            "]",
            ":",
            ": ",
            ",",
            "\"",
            "'",
            "#",
            "|",
            "\n",
            "\t",
            "~",
            "null",
            "${X}",
            "$",
            "&a ",
            "*a",
            "<<",
            "never",
            "local",
            "prompt",
            "request",
            "decisions",
            "seed",
            "\"seed\":",
            "\"labels\":{",
            "\"timeout_ms\":",
            "\"usage\":",
            "-1",
            "0",
            "1e99",
            "true",
            "\u0000",
            "\ud800",
            "hunter2 two",
            "/",
            "../..",
            "\"tenant\":",
            "metadata",
            "variants")
        .list()
        .ofMaxSize(8);
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> words =
        Arbitraries.of(
                "prove",
                "refactor",
                "class",
                "hello",
                "theorem",
                "$",
                "${HOME}",
                "#",
                ": ",
                "\ud83d",
                "\ude00",
                "null")
            .list()
            .ofMinSize(1)
            .ofMaxSize(4)
            .map(list -> String.join(" ", list));
    return Arbitraries.oneOf(words, Arbitraries.strings().ofMaxLength(20));
  }

  @Provide
  Arbitrary<ChatRequest> requests() {
    Arbitrary<ChatRequest> bodies =
        Combinators.combine(
                texts().list().ofMinSize(0).ofMaxSize(3),
                Arbitraries.of("", "auto", "nobody", "gemini-2.5-pro"))
            .as(
                (texts, model) -> {
                  ChatRequest.Builder request = ChatRequest.builder();
                  if (!model.isEmpty()) {
                    request.model(model);
                  }
                  texts.forEach(request::user);
                  return request.build();
                });
    Arbitrary<Map<String, String>> labels =
        Arbitraries.maps(Arbitraries.strings().ofMaxLength(8), texts()).ofMaxSize(2);
    return Combinators.combine(
            Arbitraries.oneOf(bodies, texts().map(ChatRequest::user)),
            texts().optional(0.3),
            texts().optional(0.3),
            texts().optional(0.3),
            labels,
            Arbitraries.longs().optional(0.3),
            Arbitraries.integers().between(1, 1_000_000).optional(0.2))
        .as(
            (body, tenant, session, user, all, seed, millis) -> {
              ChatRequest.Builder request = body.toBuilder();
              tenant.ifPresent(request::tenant);
              session.ifPresent(request::session);
              user.ifPresent(request::endUser);
              all.forEach(request::label);
              seed.ifPresent(request::seed);
              millis.map(Duration::ofMillis).ifPresent(request::timeout);
              return request.build();
            });
  }

  @Provide
  Arbitrary<RouteSpec> specs() {
    Arbitrary<Location> places = Arbitraries.of(Location.class);
    return Combinators.combine(
            requests(),
            texts(),
            texts().optional(0.3),
            places.optional(0.5),
            Arbitraries.of(true, false).optional(0.5),
            texts().filter(text -> !text.isBlank()).optional(0.3),
            Arbitraries.of("hard", "coding", "a b", "c:d").list().uniqueElements().ofMaxSize(3))
        .as(
            (request, decision, model, place, redacted, name, signals) -> {
              RouteSpec spec = RouteSpec.of(request).decision(decision);
              for (String signal : signals) {
                spec = spec.matches("keyword", signal).misses("context", signal);
              }
              spec = model.isPresent() ? spec.model(model.get()).reaches(model.get()) : spec;
              spec = place.isPresent() ? spec.never(place.get()).location(place.get()) : spec;
              spec = redacted.isPresent() ? spec.redacted(redacted.get()) : spec;
              spec = name.isPresent() ? spec.named(name.get()).blocked(name.get()) : spec;
              return model.isPresent() ? spec.algorithm("static") : spec;
            });
  }

  @Property(tries = 500)
  void any_text_is_read_or_explained_without_being_quoted(
      @ForAll("pieces") List<String> pieces, @ForAll @IntRange(max = 12) int line) {
    List<String> lines = new ArrayList<>(POLICY.lines().toList());
    lines.add(line, String.join("", pieces));
    try {
      RouteSpec.parse(String.join("\n", lines));
    } catch (ConfigException e) {
      assertThat(e.problems()).isNotEmpty();
      assertThat(e).hasMessageNotContaining("hunter2");
    }
  }

  @Property(tries = 500)
  void any_line_is_a_record_or_refused(@ForAll("pieces") List<String> pieces) {
    String text = "{\"request\":{\"messages\":[]}," + String.join("", pieces) + "}";
    try {
      RecordedRequest read = RecordedRequest.fromJson(text);
      assertThat(RecordedRequest.fromJson(read.toJson())).isEqualTo(read);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageNotContaining("hunter2");
    }
  }

  @Property(tries = 200)
  void what_is_written_reads_back_equal(
      @ForAll("specs") RouteSpec one, @ForAll("specs") RouteSpec two) {
    List<RouteSpec> specs = List.of(one, two);
    assertThat(RouteSpec.parse(RouteSpec.toYaml(specs))).isEqualTo(specs);
  }

  @Property(tries = 200)
  void what_is_recorded_holds_for_the_same_config(@ForAll("requests") ChatRequest request) {
    for (RouterConfig config : CONFIGS) {
      List<RouteSpec> specs;
      try (Router router = Router.create(config)) {
        specs = RouteSpec.record(router, List.of(request, request));
      }
      try (Router another = Router.create(config)) {
        assertThat(RouteSpec.parse(RouteSpec.toYaml(specs)))
            .isEqualTo(specs)
            .allSatisfy(spec -> assertThat(spec.check(another)).isEmpty());
      }
    }
  }
}
