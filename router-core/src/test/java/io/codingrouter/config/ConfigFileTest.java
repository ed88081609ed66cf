package io.codingrouter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  @TempDir private Path folder;

  private Problem problem(Path file) {
    try {
      RouterConfig.load(file);
      throw new AssertionError("loaded");
    } catch (ConfigException e) {
      assertThat(e.problems()).hasSize(1);
      assertThat(e.getCause()).isNull();
      return e.problems().get(0);
    }
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("config.yaml"), bytes);
  }

  private Path file(String text, Charset charset) throws IOException {
    return file(text.getBytes(charset));
  }

  @Test
  void reads_utf8_with_and_without_a_mark() throws IOException {
    RouterConfig config = RouterConfig.load(file(Example.MINIMAL, StandardCharsets.UTF_8));
    assertThat(RouterConfig.load(file("\uFEFF" + Example.MINIMAL, StandardCharsets.UTF_8)))
        .isEqualTo(config);
    assertThat(
            RouterConfig.load(file(Example.MINIMAL.replace("\n", "\r\n"), StandardCharsets.UTF_8)))
        .isEqualTo(config);
  }

  @Test
  void explains_a_missing_file_and_a_directory() {
    assertThat(problem(folder.resolve("none.yaml")).message()).contains("none.yaml does not exist");
    assertThat(problem(folder).message()).contains("is a directory");
  }

  @Test
  void explains_an_empty_file() throws IOException {
    assertThat(problem(file(new byte[0])).message()).contains("empty", "version: v0.1");
  }

  @Test
  void explains_binary_and_other_encodings() throws IOException {
    assertThat(problem(file(Example.MINIMAL, StandardCharsets.UTF_16)).message())
        .contains("UTF-16");
    assertThat(problem(file(Example.MINIMAL, StandardCharsets.UTF_16LE)).message())
        .contains("NUL character");
    assertThat(problem(file(new byte[] {(byte) 0x89, 'P', 'N', 'G', 0})).message())
        .contains("not UTF-8");
    Problem latin = problem(file("version: v0.1\nname: Jos\u00E9\n", StandardCharsets.ISO_8859_1));
    assertThat(latin.message()).contains("not UTF-8");
    assertThat(latin.line()).isEqualTo(2);
    assertThat(latin.column()).isEqualTo(10);
  }

  @Test
  void refuses_a_file_of_ten_megabytes() throws IOException {
    assertThat(problem(file("# words\n".repeat(1_300_000), StandardCharsets.UTF_8)).message())
        .contains("larger than 4 MB");
    assertThat(problem(file(new byte[20 << 20])).message()).contains("larger than 4 MB");
  }

  @Test
  void names_the_place_of_a_control_character() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> RouterConfig.parse("version: v0.1\nname: a\u0007b\n"))
        .satisfies(
            e -> {
              assertThat(e.problems().get(0).line()).isEqualTo(2);
              assertThat(e.problems().get(0).column()).isEqualTo(8);
              assertThat(e.problems().get(0).message()).contains("control character");
            });
  }
}
