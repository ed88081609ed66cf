package io.codingrouter.examples.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
  private final HeldOut heldOut = new HeldOut();

  @TempDir Path folder;

  @Test
  void lines_that_differ_in_digits_only_are_drawn_ten_times() throws IOException {
    List<String> lines =
        IntStream.range(0, 50).mapToObj(i -> "./steps/" + i + ".txt is a file").toList();

    assertThat(read(lines, 100, 1).sentences()).hasSize(10);
  }

  @Test
  void a_seed_draws_the_same_sentences_again() throws IOException {
    List<String> lines = IntStream.range(0, 50).mapToObj(i -> "sentence " + "x".repeat(i)).toList();
    List<String> drawn = read(lines, 20, 1).sentences();

    assertThat(read(lines, 20, 1).sentences()).isEqualTo(drawn).hasSize(20);
    assertThat(read(lines, 20, 2).sentences()).isNotEqualTo(drawn);
  }

  @Test
  void what_is_measured_with_is_not_learnt_from_whatever_is_around_it() throws IOException {
    heldOut.add("How do I top up my card?");
    heldOut.add("good night");

    assertThat(read(List.of("How do I top up my card?", "Other words"), 9, 1).sentences())
        .containsExactly("Other words");
    assertThat(Stream.of("\"how do i top up my card\" he asked", "Good night!"))
        .noneMatch(line -> Corpus.teaches(line, heldOut));
    assertThat(Stream.of("how do I top up a card", "Good night, moon"))
        .allMatch(line -> Corpus.teaches(line, heldOut));
  }

  @Test
  void records_of_labelled_sets_and_single_words_teach_nothing() {
    assertThat(
            Stream.of(
                "my card has not come,card_arrival",
                "24759;play;game;\"play games\";\"play games\"",
                "word"))
        .noneMatch(line -> Corpus.teaches(line, heldOut));
    assertThat(Corpus.teaches("my card has not come, alas", heldOut)).isTrue();
  }

  private Corpus read(List<String> lines, int limit, long seed) throws IOException {
    Path file = folder.resolve("corpus.txt.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }
    return Corpus.read(file, heldOut, limit, seed);
  }
}
