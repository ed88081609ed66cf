package io.codingrouter.embedding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/** The model of the jar, read once, when it is first asked for. */
final class BuiltIn {
  /** First in the file, before the numbers of rows and dimensions and the digest. */
  private static final int MAGIC = 0x43524531;

  static final StaticModel MODEL = read();

  private BuiltIn() {}

  private static StaticModel read() {
    Vocabulary vocabulary = Vocabulary.of(bytes("vocabulary.txt"));
    ByteBuffer file = ByteBuffer.wrap(bytes("vectors.bin"));
    int magic = file.getInt();
    int rows = file.getInt();
    int dimensions = file.getInt();
    long digest = file.getLong();
    if (magic != MAGIC || file.remaining() != (long) rows * dimensions) {
      throw new IllegalStateException("the built-in embedding's file is damaged");
    }
    String id = String.format(Locale.ROOT, "built-in-%d-v1-%016x", dimensions, digest);
    return new StaticModel(id, vocabulary, TokenVectors.of(file, dimensions));
  }

  static byte[] bytes(String name) {
    try (InputStream in = BuiltIn.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name + " of the built-in embedding");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " of the built-in embedding", e);
    }
  }
}
