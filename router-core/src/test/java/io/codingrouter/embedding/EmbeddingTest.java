package io.codingrouter.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EmbeddingTest {
  private static final List<Float> EXTREMES =
      List.of(
          0f,
          -0f,
          Float.MIN_VALUE,
          -Float.MIN_NORMAL,
          Float.MAX_VALUE,
          -Float.MAX_VALUE,
          Float.NaN,
          Float.POSITIVE_INFINITY,
          Float.NEGATIVE_INFINITY);

  @Provide
  Arbitrary<float[]> anyVector() {
    Arbitrary<Float> usual = Arbitraries.floats().between(-2, 2);
    Arbitrary<Float> any =
        Arbitraries.integers().map(Float::intBitsToFloat).edgeCases(edges -> edges.none());
    Arbitrary<Float> finite = any.filter(Float::isFinite);
    return Arbitraries.oneOf(
        usual.array(float[].class).ofMaxSize(40),
        finite.array(float[].class).ofMaxSize(40),
        Arbitraries.oneOf(usual, any, Arbitraries.of(EXTREMES)).array(float[].class).ofMaxSize(12));
  }

  @Property(tries = 1000)
  void any_vector_becomes_one_of_unit_length_or_is_refused(@ForAll("anyVector") float[] values) {
    if (isFiniteAndNotZero(values)) {
      float[] unit = Embedding.of(values).toArray();
      double squares = 0;
      for (int i = 0; i < unit.length; i++) {
        assertThat(unit[i]).isFinite();
        assertThat(unit[i] * Math.signum(values[i])).isGreaterThanOrEqualTo(0);
        squares += (double) unit[i] * unit[i];
      }
      assertThat(squares).isCloseTo(1, within(1e-5));
    } else {
      assertThatIllegalArgumentException().isThrownBy(() -> Embedding.of(values));
    }
  }

  @Property(tries = 1000)
  void a_similarity_is_a_number_from_minus_one_to_one(
      @ForAll("anyVector") float[] one, @ForAll("anyVector") float[] other) {
    if (!isFiniteAndNotZero(one)) {
      return;
    }
    Embedding embedding = Embedding.of(one);
    assertThat(embedding.similarity(embedding)).isCloseTo(1, within(1e-5));
    float[] fitted = Arrays.copyOf(other, one.length);
    if (isFiniteAndNotZero(fitted)) {
      double similarity = embedding.similarity(Embedding.of(fitted));
      assertThat(similarity).isBetween(-1 - 1e-5, 1 + 1e-5);
      assertThat(Embedding.of(fitted).similarity(embedding)).isEqualTo(similarity);
    }
  }

  @Example
  void the_caller_keeps_its_array() {
    float[] values = {3, 4};
    Embedding embedding = Embedding.of(values);
    values[0] = Float.NaN;
    embedding.toArray()[0] = Float.NaN;

    assertThat(embedding.toArray()).containsExactly(0.6f, 0.8f);
  }

  private static boolean isFiniteAndNotZero(float[] values) {
    boolean zero = true;
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
      zero &= value == 0;
    }
    return !zero;
  }
}
