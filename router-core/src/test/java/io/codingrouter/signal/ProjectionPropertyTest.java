package io.codingrouter.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.codingrouter.embedding.EmbeddingModel;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.signal.Projections.Band;
import io.codingrouter.signal.Projections.Input;
import io.codingrouter.signal.Projections.Mapping;
import io.codingrouter.signal.Projections.Partition;
import io.codingrouter.signal.Projections.Score;
import io.codingrouter.signal.Projections.ValueSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Projections against eager evaluation in exact decimals. */
class ProjectionPropertyTest {
  private static final int SIGNALS = 5;

  @Property(tries = 500)
  void bands_are_those_of_eager_evaluation(@ForAll long seed) {
    Random random = new Random(seed);
    List<SignalResult> found = new ArrayList<>();
    for (int i = 0; i < SIGNALS; i++) {
      found.add(new SignalResult(random.nextBoolean(), random.nextInt(21) / 20.0, ""));
    }
    Projections projections = projections(random);
    NaiveProjections naive = new NaiveProjections(projections, found);
    int[] asked = new int[SIGNALS];
    SignalIndex index = compile(projections, found, asked);
    SignalMatches matches = index.match(Envelopes.standard().read(ChatRequest.user("hello")));
    for (int i : random.ints(2L * index.size(), 0, index.size()).toArray()) {
      if (index.type(i).equals(Projections.TYPE)) {
        SignalResult expected = naive.band(index.name(i));
        SignalResult actual = matches.result(i);
        assertThat(actual.matched()).as(index.name(i)).isEqualTo(expected.matched());
        assertThat(actual.score()).isEqualTo(expected.score(), within(1e-7));
      }
    }
    assertThat(IntStream.of(asked)).allMatch(times -> times <= 1);
  }

  private static SignalIndex compile(
      Projections projections, List<SignalResult> found, int[] asked) {
    List<Signal> signals = new ArrayList<>();
    for (int i = 0; i < SIGNALS; i++) {
      int number = i;
      signals.add(
          Signal.of(
              "s" + i,
              context -> {
                asked[number]++;
                return found.get(number);
              }));
    }
    return SignalIndex.compile(
        List.of(),
        projections,
        List.of(),
        new Instruments(
            signals, TokenCounter.estimate(), Instruments.LANGUAGES, EmbeddingModel::embedded));
  }

  /** Scores that are made of signals, of earlier scores and of their bands; in any order. */
  private static Projections projections(Random random) {
    List<Score> scores = new ArrayList<>();
    List<Mapping> mappings = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      List<Input> inputs = new ArrayList<>();
      for (int j = random.nextInt(5); j >= 0; j--) {
        inputs.add(input(random, i));
      }
      scores.add(random.nextInt(scores.size() + 1), new Score("score" + i, inputs));
      List<Band> bands = new ArrayList<>();
      for (int j = 0; j < 3; j++) {
        bands.add(new Band("band" + i + j, bounds(random)));
      }
      mappings.add(
          random.nextInt(mappings.size() + 1),
          new Mapping("m" + i, "score" + i, random.nextInt(3) == 0, 1 + random.nextInt(20), bands));
    }
    return new Projections(List.of(), scores, mappings);
  }

  private static Input input(Random random, int earlier) {
    double weight = (random.nextInt(201) - 100) / 100.0;
    if (earlier > 0 && random.nextInt(3) == 0) {
      return random.nextBoolean()
          ? new Input(
              Projections.TYPE, "score" + random.nextInt(earlier), weight, ValueSource.SCORE, 1, 0)
          : new Input(
              Projections.TYPE,
              "band" + random.nextInt(earlier) + random.nextInt(3),
              weight,
              ValueSource.CONFIDENCE,
              1,
              0);
    }
    if (random.nextInt(8) == 0) {
      return new Input("pii", "any", weight, ValueSource.BINARY, 1, random.nextInt(3) / 10.0);
    }
    ValueSource source =
        List.of(ValueSource.BINARY, ValueSource.CONFIDENCE, ValueSource.RAW).get(random.nextInt(3));
    return new Input(
        "custom",
        "s" + random.nextInt(SIGNALS),
        weight,
        source,
        random.nextInt(11) / 10.0,
        random.nextInt(3) / 10.0);
  }

  private static Bounds bounds(Random random) {
    double low = (random.nextInt(41) - 20) / 20.0;
    double high = low + random.nextInt(20) / 20.0;
    OptionalDouble none = OptionalDouble.empty();
    return switch (random.nextInt(5)) {
      case 0 -> new Bounds(OptionalDouble.of(low), none, none, none);
      case 1 -> new Bounds(none, OptionalDouble.of(low), none, none);
      case 2 -> new Bounds(none, none, OptionalDouble.of(low), none);
      case 3 -> new Bounds(none, none, none, OptionalDouble.of(low));
      default -> new Bounds(none, OptionalDouble.of(low), OptionalDouble.of(high), none);
    };
  }

  @Property(tries = 300)
  void members_that_lost_do_not_fire_and_others_do_as_ever(@ForAll long seed) {
    Random random = new Random(seed);
    List<SignalRule> rules = new ArrayList<>();
    List<String> members = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      rules.add(
          EmbeddingRule.builder("e" + i)
              .candidates(Integer.toString(random.nextInt(36) * 10))
              .threshold(0.25 + random.nextInt(10) / 20.0)
              .topK(0)
              .withoutSoftThreshold()
              .build());
      if (random.nextBoolean()) {
        members.add(random.nextInt(members.size() + 1), "e" + i);
      }
    }
    Optional<String> fallback =
        members.isEmpty() || random.nextBoolean()
            ? Optional.empty()
            : Optional.of(members.get(random.nextInt(members.size())));
    Partition partition =
        new Partition(
            "p",
            "embedding",
            members,
            fallback,
            random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(0.2));
    List<SignalResult> alone = results(rules, Projections.NONE);
    assertThat(results(rules, new Projections(List.of(partition), List.of(), List.of())))
        .usingElementComparator(ProjectionPropertyTest::compare)
        .isEqualTo(NaiveProjections.compete(partition, alone));
  }

  private static int compare(SignalResult one, SignalResult other) {
    return one.matched() == other.matched() && Math.abs(one.score() - other.score()) < 1e-9 ? 0 : 1;
  }

  private static List<SignalResult> results(List<SignalRule> rules, Projections projections) {
    EmbeddingModel angles =
        EmbeddingModel.of(
            "angles",
            2,
            text -> {
              double angle = Math.toRadians(Double.parseDouble(text));
              return new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
            });
    SignalMatches matches =
        SignalIndex.compile(
                rules,
                projections,
                List.of(),
                new Instruments(
                    List.of(), TokenCounter.estimate(), Instruments.LANGUAGES, () -> angles))
            .match(Envelopes.standard().read(ChatRequest.user("0")));
    List<SignalResult> results = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      results.add(matches.result(i));
    }
    return results;
  }
}
