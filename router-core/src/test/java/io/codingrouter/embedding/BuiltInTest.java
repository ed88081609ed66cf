package io.codingrouter.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltInTest {
  private static final int HEADER = 20;

  private final EmbeddingModel model = EmbeddingModel.embedded();

  @Test
  void is_one_model_of_256_dimensions() {
    assertThat(model).isSameAs(EmbeddingModel.embedded());
    assertThat(model.dimensions()).isEqualTo(256);
    assertThat(model.embed("hello").dimensions()).isEqualTo(256);
  }

  @Test
  void its_files_stay_within_12_megabytes() {
    int size = BuiltIn.bytes("vocabulary.txt").length + BuiltIn.bytes("vectors.bin").length;
    assertThat(size).isLessThanOrEqualTo(12_000_000);
  }

  @Test
  void its_id_carries_the_digest_of_its_files() throws Exception {
    byte[] vectors = BuiltIn.bytes("vectors.bin");
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update(BuiltIn.bytes("vocabulary.txt"));
    byte[] digest = sha256.digest(Arrays.copyOfRange(vectors, HEADER, vectors.length));
    assertThat(model.id())
        .isEqualTo("built-in-256-v1-" + HexFormat.of().formatHex(digest).substring(0, 16));
  }

  @Property(tries = 500)
  void any_text_has_a_finite_unit_vector(@ForAll String text) {
    assertUnit(model.embed(text));
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "'  '",
    "'\u0000\u200b'",
    "'\ud800'",
    "'\ud83d\ude00 \ud83d\ude00'",
    "'\u7e41'"
  })
  void a_text_that_says_nothing_has_one_too(String text) {
    assertUnit(model.embed(text));
  }

  @Test
  void all_that_is_empty_is_alike() {
    assertThat(model.embed("")).isEqualTo(model.embed(" \n\t "));
  }

  @Test
  void a_million_characters_are_no_more_than_their_words() {
    String sentence = "Prove that the square root of 2 is irrational. ";
    Embedding once = model.embed(sentence);
    Embedding often = model.embed(sentence.repeat(1_000_000 / sentence.length()));
    assertThat(once.similarity(often)).isCloseTo(1, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({
    "how do I sort a list in python, what is the way to order a python list, how do I bake bread",
    "reset my password, I forgot my password, book a flight to Rome",
    "the cat sleeps on the sofa, a kitten is sleeping on the couch, interest rates rose again",
    "prove this theorem, give a proof of the theorem, play some jazz music",
    "refactor this java class, clean up the code of this class, my card was stolen",
    "what will the weather be tomorrow, forecast for tomorrow, open a savings account"
  })
  void a_paraphrase_is_nearer_than_another_matter(String text, String same, String other) {
    Embedding embedding = model.embed(text);
    assertThat(embedding.similarity(model.embed(same)))
        .isGreaterThan(embedding.similarity(model.embed(other)) + 0.2);
  }

  @Test
  void case_accents_and_white_space_do_not_matter() {
    assertThat(model.embed("Une CAF\u00c9  s'il vous pla\u00eet"))
        .isEqualTo(model.embed("une cafe\ns'il vous plait"));
  }

  @Test
  void threads_do_not_disturb_each_other() throws Exception {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      texts.add("sentence number " + i + " of the test, repeated ".repeat(i % 7 + 1));
    }
    List<Embedding> alone = texts.stream().map(model::embed).toList();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<List<Embedding>>> all = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        all.add(threads.submit(() -> texts.stream().map(model::embed).toList()));
      }
      for (Future<List<Embedding>> one : all) {
        assertThat(one.get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void assertUnit(Embedding embedding) {
    double squares = 0;
    for (float value : embedding.toArray()) {
      assertThat(Float.isFinite(value)).isTrue();
      squares += (double) value * value;
    }
    assertThat(squares).isCloseTo(1, within(1e-5));
  }
}
