package io.codingrouter.cache;

import io.codingrouter.embedding.Embedding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Vectors to test with, the same for the same seed. */
final class Vectors {
  private Vectors() {}

  /** A direction of its own: at right angles to most others, if there are many dimensions. */
  static Embedding random(Random random, int dimensions) {
    float[] values = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Embedding.of(values);
  }

  /** A vector at a given similarity to another, in a random direction. */
  static Embedding near(Random random, Embedding other, double similarity) {
    float[] centre = other.toArray();
    Embedding away = random(random, centre.length);
    double along = away.similarity(other);
    double across = Math.sqrt(1 - along * along);
    double aside = Math.sqrt(1 - similarity * similarity) / across;
    float[] values = away.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (similarity * centre[i] + aside * (values[i] - along * centre[i]));
    }
    return Embedding.of(values);
  }

  /** Clusters of 20 around random directions, shuffled. */
  static List<Embedding> clustered(long seed, int count, int dimensions, double similarity) {
    Random random = new Random(seed);
    List<Embedding> vectors = new ArrayList<>(count);
    Embedding centre = random(random, dimensions);
    for (int i = 0; i < count; i++) {
      if (i % 20 == 0) {
        centre = random(random, dimensions);
      }
      vectors.add(near(random, centre, similarity));
    }
    Collections.shuffle(vectors, random);
    return vectors;
  }
}
