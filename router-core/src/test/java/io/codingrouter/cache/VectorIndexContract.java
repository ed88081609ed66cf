package io.codingrouter.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.codingrouter.embedding.Embedding;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What every index must do. */
abstract class VectorIndexContract {
  abstract VectorIndex index(int dimensions);

  /** How many of the true matches must be found, of all searches together. */
  abstract double recall();

  @Example
  void an_empty_index_finds_nothing() {
    VectorIndex index = index(3);

    assertThat(index.nearest(vector(1, 0, 0), 1, -1, VectorIndexContract::all)).isEmpty();
    assertThat(index.size()).isZero();
  }

  @Example
  void finds_the_nearest_first_and_none_below_the_minimum() {
    VectorIndex index = index(3);
    index.add("same", vector(1, 0, 0));
    index.add("near", vector(1, 1, 0));
    index.add("right angle", vector(0, 0, 1));

    List<Match> matches = index.nearest(vector(2, 0, 0), 3, 0.5, VectorIndexContract::all);

    assertThat(matches).extracting(Match::id).containsExactly("same", "near");
    assertThat(matches.get(0).similarity()).isEqualTo(1);
    assertThat(index.nearest(vector(2, 0, 0), 1, 0.5, VectorIndexContract::all)).hasSize(1);
  }

  @Example
  void a_removed_vector_is_not_found() {
    VectorIndex index = index(3);
    index.add("a", vector(1, 0, 0));

    assertThat(index.remove("a")).isTrue();
    assertThat(index.remove("a")).isFalse();
    assertThat(index.nearest(vector(1, 0, 0), 1, -1, VectorIndexContract::all)).isEmpty();
    assertThat(index.size()).isZero();
  }

  @Example
  void an_id_that_is_added_again_has_its_new_vector_only() {
    VectorIndex index = index(3);
    index.add("a", vector(1, 0, 0));
    index.add("a", vector(0, 1, 0));

    assertThat(index.nearest(vector(1, 0, 0), 5, -1, VectorIndexContract::all))
        .singleElement()
        .satisfies(match -> assertThat(match.similarity()).isZero());
    assertThat(index.size()).isEqualTo(1);
  }

  @Example
  void nothing_is_similar_to_nan() {
    VectorIndex index = index(3);
    index.add("a", vector(1, 0, 0));

    assertThat(index.nearest(vector(1, 0, 0), 1, Double.NaN, VectorIndexContract::all)).isEmpty();
  }

  @Example
  void refuses_other_dimensions_and_no_limit() {
    VectorIndex index = index(3);

    assertThatIllegalArgumentException().isThrownBy(() -> index.add("a", Embedding.of(floats(2))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.nearest(Embedding.of(floats(2)), 1, 0, VectorIndexContract::all));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.nearest(vector(1, 0, 0), 0, 0, VectorIndexContract::all));
    assertThat(index.size()).isZero();
  }

  @Example
  void a_filter_never_costs_the_right_match() {
    Random random = new Random(7);
    Embedding question = Vectors.random(random, 32);
    VectorIndex index = index(32);
    for (int i = 0; i < 600; i++) {
      index.add("refused " + i, Vectors.near(random, question, 0.99));
    }
    index.add("accepted", Vectors.near(random, question, 0.9));

    assertThat(index.nearest(question, 1, 0.8, id -> id.equals("accepted")))
        .extracting(Match::id)
        .containsExactly("accepted");
  }

  @Example
  void many_come_and_go() {
    Random random = new Random(8);
    VectorIndex index = index(16);
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 700; i++) {
        index.add(round + "/" + i, Vectors.random(random, 16));
      }
      for (int i = 0; i < 700; i++) {
        assertThat(index.remove(round + "/" + i)).isTrue();
      }
      assertThat(index.nearest(Vectors.random(random, 16), 1, -1, VectorIndexContract::all))
          .isEmpty();
      assertThat(index.size()).isZero();
    }
  }

  @Property(tries = 6, seed = "1")
  void agrees_with_brute_force(@ForAll long seed) {
    Random random = new Random(seed);
    int dimensions = 2 + random.nextInt(40);
    int ids = 1 + random.nextInt(900);
    VectorIndex index = index(dimensions);
    BruteForce truth = new BruteForce();
    List<Embedding> vectors = Vectors.clustered(seed, ids, dimensions, 0.9);
    int found = 0;
    int expected = 0;
    for (int step = 0; step < 2500; step++) {
      String id = "id " + random.nextInt(ids);
      int choice = random.nextInt(100);
      if (choice < 60) {
        Embedding vector = vectors.get(random.nextInt(ids));
        index.add(id, vector);
        truth.add(id, vector);
      } else if (choice < (step / 600 % 2 == 0 ? 70 : 95)) {
        assertThat(index.remove(id)).isEqualTo(truth.remove(id));
      } else {
        Embedding question = Vectors.near(random, vectors.get(random.nextInt(ids)), 0.95);
        int limit = 1 + random.nextInt(5);
        double min = random.nextDouble() * 1.2 - 0.2;
        Predicate<String> filter =
            random.nextBoolean() ? VectorIndexContract::all : name -> name.hashCode() % 3 == 0;
        List<Match> matches = index.nearest(question, limit, min, filter);
        List<Double> best = truth.nearest(question, limit, min, filter);
        assertThat(matches).extracting(Match::id).doesNotHaveDuplicates().allMatch(filter);
        assertThat(matches)
            .allSatisfy(
                match ->
                    assertThat(match.similarity())
                        .isEqualTo(truth.similarity(match.id(), question))
                        .isGreaterThanOrEqualTo(min));
        expected += best.size();
        List<Double> similarities = matches.stream().map(Match::similarity).toList();
        for (int i = 0; i < similarities.size(); i++) {
          assertThat(similarities.get(i)).isLessThanOrEqualTo(best.get(i));
          found += similarities.get(i).equals(best.get(i)) ? 1 : 0;
        }
      }
      assertThat(index.size()).isEqualTo(truth.size());
    }
    assertThat(found).isGreaterThanOrEqualTo((int) (recall() * expected));
  }

  @Example
  void finds_the_true_neighbour_among_many() {
    List<Embedding> vectors = Vectors.clustered(9, 3000, 64, 0.93);
    VectorIndex index = index(64);
    BruteForce truth = new BruteForce();
    for (int i = 0; i < 2900; i++) {
      index.add("v" + i, vectors.get(i));
      truth.add("v" + i, vectors.get(i));
    }
    int passing = 0;
    int found = 0;
    for (Embedding question : vectors.subList(2900, 3000)) {
      List<Double> best = truth.nearest(question, 1, 0.8, VectorIndexContract::all);
      passing += best.size();
      List<Match> matches = index.nearest(question, 1, 0.8, VectorIndexContract::all);
      found += matches.stream().map(Match::similarity).toList().equals(best) ? best.size() : 0;
    }
    assertThat(passing).isGreaterThan(50);
    assertThat(found).isGreaterThanOrEqualTo((int) (recall() * passing));
  }

  private static boolean all(String id) {
    return true;
  }

  private static Embedding vector(float x, float y, float z) {
    return Embedding.of(new float[] {x, y, z});
  }

  private static float[] floats(int dimensions) {
    float[] values = new float[dimensions];
    values[0] = 1;
    return values;
  }
}
