package io.codingrouter.examples.training;

import io.codingrouter.embedding.EmbeddingModel;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * A model's vectors by text, also in a file: a sentence encoder takes minutes for what is measured,
 * and gives the same each time. A run that was broken off goes on where it was.
 */
final class KeptVectors implements Function<String, float[]>, AutoCloseable {
  private final EmbeddingModel model;
  private final Map<UUID, float[]> vectors = new HashMap<>();
  private final DataOutputStream out;

  KeptVectors(EmbeddingModel model, Path folder) throws IOException {
    this.model = model;
    Files.createDirectories(folder);
    Path file = folder.resolve(model.id() + ".vectors");
    if (Files.exists(file)) {
      read(file);
    }
    out =
        new DataOutputStream(
            new BufferedOutputStream(
                Files.newOutputStream(
                    file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)));
    for (Map.Entry<UUID, float[]> kept : vectors.entrySet()) {
      write(kept.getKey(), kept.getValue());
    }
  }

  private void read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      while (true) {
        UUID text = new UUID(in.readLong(), in.readLong());
        float[] vector = new float[model.dimensions()];
        for (int i = 0; i < vector.length; i++) {
          vector[i] = in.readFloat();
        }
        vectors.put(text, vector);
      }
    } catch (EOFException e) {
      // the last one may have been cut
    }
  }

  @Override
  public float[] apply(String text) {
    UUID key = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    float[] vector = vectors.get(key);
    if (vector == null) {
      vector = model.embed(text).toArray();
      vectors.put(key, vector);
      try {
        write(key, vector);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return vector;
  }

  private void write(UUID key, float[] vector) throws IOException {
    out.writeLong(key.getMostSignificantBits());
    out.writeLong(key.getLeastSignificantBits());
    for (float value : vector) {
      out.writeFloat(value);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
