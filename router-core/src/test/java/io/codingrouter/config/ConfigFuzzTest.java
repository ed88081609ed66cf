package io.codingrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.signal.KeywordRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;

/** Nothing that anybody can write makes the reader do anything but read or explain. */
class ConfigFuzzTest {
  private static final String EXAMPLE = example();
  private static final String[] PIECES = {
    "\t",
    "\n",
    " ",
    "  - ",
    ": ",
    "#",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    "&a ",
    "*a",
    "<<: *a",
    "!!",
    "${",
    "${X}",
    "$$",
    "|",
    ">",
    "---\n",
    "...",
    "%",
    "@",
    "`",
    "\\",
    "\u0000",
    "\uFEFF",
    "\uD800",
    "•••",
    "~",
    "null",
    "-1",
    ".nan",
    "1e9",
    "name: ",
    "operator: NOT",
    "conditions: []",
    "[[[[",
    "? ",
    "version: v0.1\n",
    "rules:",
    "\u2028",
    "\u0085"
  };

  @Property(tries = 2_000)
  void reads_or_explains_any_bytes(@ForAll byte[] bytes) {
    readsOrExplains(new String(bytes, StandardCharsets.UTF_8));
  }

  @Property(tries = 500)
  void reads_or_explains_any_text(@ForAll String text) {
    readsOrExplains(text);
    readsOrExplains(Example.MINIMAL + "name: " + text);
  }

  @Property(tries = 3_000)
  void reads_or_explains_a_mutated_example(@ForAll("mutations") String yaml) {
    readsOrExplains(yaml);
  }

  @Property(tries = 1_000)
  void keeps_any_text_through_builder_and_yaml(
      @ForAll("texts") String name, @ForAll("texts") String keyword, @ForAll("texts") String key) {
    RouterConfig built =
        RouterConfig.builder()
            .environment(v -> null)
            .name(Template.escape(name))
            .model(
                "m",
                m -> m.endpoint("localhost").set("modality", "x").description(Template.escape(key)))
            .defaultModel("m")
            .keywords(KeywordRule.builder("k" + name).keywords(keyword).build())
            .build();
    assertThat(built.keywords().get(0).keywords()).containsExactly(keyword);
    RouterConfig again = RouterConfig.parse(built.toYaml(), v -> null);
    assertThat(again).isEqualTo(built);
    assertThat(again.toYaml()).isEqualTo(built.toYaml());
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.of(PIECES).list().ofMaxSize(4).map(l -> String.join("", l));
    return Arbitraries.oneOf(pieces, Arbitraries.strings().ofMaxLength(20))
        .map(text -> "w" + text.replaceAll("[\\x{D800}-\\x{DFFF}]", ""));
  }

  @Provide
  Arbitrary<String> mutations() {
    Arbitrary<Mutation> mutation =
        Combinators.combine(
                Arbitraries.integers().between(0, EXAMPLE.length()),
                Arbitraries.integers().between(0, 30),
                Arbitraries.of(PIECES))
            .as(Mutation::new);
    return mutation.list().ofMinSize(1).ofMaxSize(5).map(ConfigFuzzTest::mutate);
  }

  private record Mutation(int at, int cut, String insert) {}

  private static String mutate(List<Mutation> mutations) {
    String text = EXAMPLE;
    for (Mutation mutation : mutations) {
      int at = Math.min(mutation.at(), text.length());
      int end = Math.min(at + mutation.cut(), text.length());
      text = text.substring(0, at) + mutation.insert() + text.substring(end);
    }
    return text;
  }

  private static void readsOrExplains(String yaml) {
    Assertions.assertTimeout(
        Duration.ofMinutes(1),
        () -> {
          try {
            RouterConfig config = RouterConfig.parse(yaml, name -> null);
            assertThat(RouterConfig.parse(config.toYaml(), name -> null)).isEqualTo(config);
          } catch (ConfigException e) {
            assertThat(e.problems()).isNotEmpty();
            assertThat(e.getCause()).isNull();
          }
        });
  }

  private static String example() {
    try {
      return Files.readString(Example.fixture());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
