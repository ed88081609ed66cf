package io.codingrouter.examples.training;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A sentence encoder in ONNX Runtime, one thread, unit vectors out. Not safe for concurrent use.
 */
final class Teacher implements AutoCloseable {
  /** Longer texts are cut, as the models themselves were trained. */
  static final int MAX_TOKENS = 128;

  private static final int BATCH = 256;

  private final TeacherModel model;
  private final HuggingFaceTokenizer tokenizer;
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  private Teacher(TeacherModel model, HuggingFaceTokenizer tokenizer, byte[] weights)
      throws OrtException {
    this.model = model;
    this.tokenizer = tokenizer;
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    this.session = environment.createSession(weights, options);
  }

  static Teacher open(TeacherModel model) throws IOException {
    byte[] weights = bytes(model.weights());
    HuggingFaceTokenizer tokenizer = tokenizer(model);
    try {
      return new Teacher(model, tokenizer, weights);
    } catch (OrtException e) {
      throw new IOException("cannot load " + model.weights(), e);
    }
  }

  /** The reference tokeniser of a teacher, without padding. */
  static HuggingFaceTokenizer tokenizer(TeacherModel model) throws IOException {
    try (InputStream in = Teacher.class.getResourceAsStream(model.tokenizer())) {
      if (in == null) {
        throw new IOException("not on the class path: " + model.tokenizer());
      }
      return HuggingFaceTokenizer.newInstance(
          in, Map.of("padding", "false", "truncation", "false", "addSpecialTokens", "true"));
    }
  }

  static byte[] bytes(String resource) throws IOException {
    try (InputStream in = Teacher.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("not on the class path: " + resource);
      }
      return in.readAllBytes();
    }
  }

  TeacherModel model() {
    return model;
  }

  /** Returns the ids of a text with its [CLS] and [SEP], cut to what the model reads. */
  long[] ids(String text) {
    long[] ids = tokenizer.encode(text).getIds();
    if (ids.length <= MAX_TOKENS) {
      return ids;
    }
    long[] cut = java.util.Arrays.copyOf(ids, MAX_TOKENS);
    cut[MAX_TOKENS - 1] = ids[ids.length - 1];
    return cut;
  }

  /** Embeds a text alone. */
  float[] embed(String text) {
    return embed(List.of(ids(text)))[0];
  }

  /** Embeds each token alone. The pad token stands for a text without tokens. */
  float[][] tokens(int vocabulary) {
    long[] marks = ids("");
    float[][] vectors = new float[vocabulary][];
    for (int from = 0; from < vocabulary; from += BATCH) {
      int to = Math.min(vocabulary, from + BATCH);
      List<long[]> batch =
          IntStream.range(from, to)
              .mapToObj(id -> id == 0 ? marks : new long[] {marks[0], id, marks[1]})
              .toList();
      System.arraycopy(embed(batch), 0, vectors, from, to - from);
    }
    return vectors;
  }

  /** Embeds rows of token ids, padded to the longest. */
  float[][] embed(List<long[]> rows) {
    int length = rows.stream().mapToInt(row -> row.length).max().orElseThrow();
    float[][] vectors = new float[rows.size()][];
    long[] shape = {rows.size(), length};
    try (OnnxTensor ids = tensor(rows, length, shape, Fill.ID);
        OnnxTensor mask = tensor(rows, length, shape, Fill.MASK);
        OnnxTensor types = tensor(rows, length, shape, Fill.TYPE)) {
      Map<String, OnnxTensor> all =
          Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types);
      Map<String, OnnxTensor> inputs = new HashMap<>();
      session.getInputNames().forEach(name -> inputs.put(name, all.get(name)));
      try (OrtSession.Result result = session.run(inputs)) {
        OnnxTensor out = (OnnxTensor) result.get(0);
        int width = (int) out.getInfo().getShape()[2];
        FloatBuffer hidden = out.getFloatBuffer();
        for (int r = 0; r < vectors.length; r++) {
          vectors[r] = pool(hidden, r * length * width, rows.get(r).length, width);
        }
      }
    } catch (OrtException e) {
      throw new IllegalStateException("the teacher failed", e);
    }
    return vectors;
  }

  private float[] pool(FloatBuffer hidden, int offset, int tokens, int width) {
    float[] sum = new float[width];
    int used = model.firstToken() ? 1 : tokens;
    for (int t = 0; t < used; t++) {
      for (int d = 0; d < width; d++) {
        sum[d] += hidden.get(offset + t * width + d);
      }
    }
    return Vectors.toUnit(sum);
  }

  private enum Fill {
    ID,
    MASK,
    TYPE
  }

  private OnnxTensor tensor(List<long[]> rows, int length, long[] shape, Fill fill)
      throws OrtException {
    long[] flat = new long[rows.size() * length];
    if (fill != Fill.TYPE) {
      for (int r = 0; r < rows.size(); r++) {
        long[] row = rows.get(r);
        for (int t = 0; t < row.length; t++) {
          flat[r * length + t] = fill == Fill.ID ? row[t] : 1;
        }
      }
    }
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(flat), shape);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the teacher cannot be closed", e);
    }
    tokenizer.close();
  }
}
