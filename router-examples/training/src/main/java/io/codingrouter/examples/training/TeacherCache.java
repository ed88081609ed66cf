package io.codingrouter.examples.training;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/** The teacher's vectors of all sentences, made once: encoding takes longer than training. */
final class TeacherCache {
  private static final int BATCH = 64;

  private TeacherCache() {}

  /** Returns rows in the sentences' order, from a file of the folder if it is there. */
  static float[][] vectors(TeacherModel model, List<String> sentences, Path folder)
      throws IOException {
    if (sentences.isEmpty()) {
      return new float[0][];
    }
    Files.createDirectories(folder);
    Path file = folder.resolve(model.file() + "-" + digest(sentences) + ".f32");
    if (!Files.exists(file)) {
      float[][] made = encode(model, sentences);
      Path part = file.resolveSibling(file.getFileName() + ".part");
      write(made, part);
      Files.move(part, file);
      return made;
    }
    return read(file, sentences.size());
  }

  private static String digest(List<String> sentences) {
    CRC32 crc = new CRC32();
    sentences.forEach(sentence -> crc.update((sentence + "\n").getBytes(StandardCharsets.UTF_8)));
    return sentences.size() + "-" + Long.toHexString(crc.getValue());
  }

  /** Batches by length, so that little is padded; the order of batches is fixed. */
  private static float[][] encode(TeacherModel model, List<String> sentences) throws IOException {
    float[][] vectors = new float[sentences.size()][];
    try (Teacher teacher = Teacher.open(model)) {
      List<long[]> ids = new ArrayList<>(sentences.size());
      sentences.forEach(sentence -> ids.add(teacher.ids(sentence)));
      int[] order =
          IntStream.range(0, sentences.size())
              .boxed()
              .sorted(Comparator.comparingInt(i -> ids.get(i).length))
              .mapToInt(Integer::intValue)
              .toArray();
      for (int from = 0; from < order.length; from += BATCH) {
        int to = Math.min(order.length, from + BATCH);
        List<long[]> batch = new ArrayList<>();
        for (int i = from; i < to; i++) {
          batch.add(ids.get(order[i]));
        }
        float[][] made = teacher.embed(batch);
        for (int i = from; i < to; i++) {
          vectors[order[i]] = made[i - from];
        }
        if (from % (BATCH * 100) == 0) {
          System.err.printf("%s: %,d of %,d encoded%n", model, to, order.length);
        }
      }
    }
    return vectors;
  }

  private static void write(float[][] rows, Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * rows[0].length).order(ByteOrder.LITTLE_ENDIAN);
      for (float[] row : rows) {
        bytes.clear().asFloatBuffer().put(row);
        out.write(bytes.array());
      }
    }
  }

  private static float[][] read(Path file, int count) throws IOException {
    int width = Math.toIntExact(Files.size(file) / 4 / count);
    float[][] rows = new float[count][width];
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      byte[] bytes = new byte[4 * width];
      for (float[] row : rows) {
        in.readFully(bytes);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(row);
      }
    }
    return rows;
  }
}
