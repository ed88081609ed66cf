package io.codingrouter.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {
  private static final List<String> KNOWN =
      List.of("keywords", "decisions", "gemini-2.5-pro", "no");

  @Test
  void finds_the_word_that_was_meant() {
    assertThat(Spelling.nearest("keyword", KNOWN)).contains("keywords");
    assertThat(Spelling.nearest("desicions", KNOWN)).contains("decisions");
    assertThat(Spelling.nearest("KEYWROD", KNOWN)).contains("keywords");
    assertThat(Spelling.nearest("gemini", KNOWN)).contains("gemini-2.5-pro");
  }

  @Test
  void finds_nothing_when_nothing_is_near() {
    assertThat(Spelling.nearest("listeners", KNOWN)).isEmpty();
    assertThat(Spelling.nearest("", KNOWN)).isEmpty();
    assertThat(Spelling.nearest("anything", List.of())).isEmpty();
  }

  @Test
  void takes_no_time_for_long_words() {
    assertThat(Spelling.nearest("x".repeat(1_000_000), KNOWN)).isEmpty();
  }
}
