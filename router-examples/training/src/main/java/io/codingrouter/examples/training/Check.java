package io.codingrouter.examples.training;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.codingrouter.embedding.EmbeddingModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Holds the library's tokeniser against the teacher's own: {@code Check CORPUS [COUNT]} compares
 * the built-in vector of each sentence with the sum of the rows that the reference finds.
 */
public final class Check {
  private static final int HEADER = 20;

  private Check() {}

  /**
   * Compares, and fails if a sentence differs.
   *
   * @param args the corpus, then how many sentences (5,000)
   * @throws IOException if the corpus cannot be read
   */
  public static void main(String[] args) throws IOException {
    int count = args.length > 1 ? Integer.parseInt(args[1]) : 5000;
    List<String> texts = Corpus.read(Path.of(args[0]), new HeldOut(), count, 2).sentences();
    EmbeddingModel model = EmbeddingModel.embedded();
    byte[] file = Teacher.bytes("/io/codingrouter/embedding/vectors.bin");
    int width = model.dimensions();
    Student student = new Student((file.length - HEADER) / width, width);
    for (int i = HEADER; i < file.length; i++) {
      student.weights()[i - HEADER] = (file[i] & 0xFF) - 128;
    }
    int different = 0;
    try (HuggingFaceTokenizer tokenizer = Teacher.tokenizer(TeacherModel.MINILM)) {
      for (String text : texts) {
        long[] ids = tokenizer.encode(text).getIds();
        int[] rows = new int[ids.length - 2];
        for (int i = 0; i < rows.length; i++) {
          rows[i] = (int) ids[i + 1];
        }
        float[] expected = student.embed(rows);
        float[] actual = model.embed(text).toArray();
        if (Vectors.dot(expected, 0, actual, 0, width) < 0.999999) {
          different++;
        }
      }
    }
    System.out.printf(Locale.ROOT, "%,d texts, %,d different%n", texts.size(), different);
    if (different > 0) {
      throw new IllegalStateException("the tokenisers differ");
    }
  }
}
