package io.codingrouter.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.codingrouter.embedding.Embedding;
import io.codingrouter.embedding.EmbeddingModel;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

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

  /**
   * The meanings of texts, by the built-in model: of lines of four words or more, each once,
   * shuffled.
   *
   * @param file one text a line, in UTF-8; may be compressed with gzip
   */
  static List<Embedding> ofTexts(Path file, long seed, int count) {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
        BufferedReader reader = new BufferedReader(new InputStreamReader(plain, UTF_8))) {
      List<String> texts =
          reader
              .lines()
              .filter(line -> line.strip().split("\\s+").length >= 4)
              .distinct()
              .collect(Collectors.toCollection(ArrayList::new));
      Collections.shuffle(texts, new Random(seed));
      EmbeddingModel model = EmbeddingModel.embedded();
      return texts.stream().limit(count).map(model::embed).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
