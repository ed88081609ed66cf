package io.codingrouter.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordPieceTest {
  private static final int UNKNOWN = 100;
  private static final byte[] LINES = BuiltIn.bytes("vocabulary.txt");
  private static final String[] PIECES = new String(LINES, StandardCharsets.UTF_8).split("\n");
  private static final Vocabulary VOCABULARY = Vocabulary.of(LINES);
  private static final NaiveWordPiece NAIVE = naive();

  private final WordPiece wordPiece = new WordPiece(VOCABULARY, new Folding(), UNKNOWN);

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "Refactor this class!, ref ##act ##or this class !",
        "UPPER lower, upper lower",
        "na\u00efve caf\u00e9 \u00c5ngstr\u00f6m, naive cafe ang ##strom",
        "e\u0301clair, ec ##lai ##r",
        "\u0130stanbul, istanbul",
        "a+b=c, a + b = c",
        "don't, don ' t",
        "C++ & .NET, c + + & . net",
        "\u8a3c\u660e, [UNK] \u660e",
        "0\ud873\udeb0, [UNK]",
        "0\ud880\udc00, [UNK]",
        "0\ud840\udc00, 0 [UNK]",
        "10.5%, 10 . 5 %",
        "zero\u200bwidth, zero ##wi ##dt ##h",
        "non\u00a0breaking, non breaking",
        "[SEP], [ sep ]",
        "\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2, \u03c3 ##\u03b9 ##\u03c3 ##\u03c5 ##\u03c6 ##\u03bf\u03c2",
        "\ud83d\ude00 ok, [UNK] ok",
        "tab\tend, tab end"
      })
  void splits_as_bert_does(String text, String pieces) {
    assertThat(pieces(text)).containsExactly(pieces.strip().split(" "));
  }

  @Test
  void a_word_of_100_characters_is_spelt_and_one_of_101_is_unknown() {
    assertThat(ids("a".repeat(100))).doesNotContain(UNKNOWN);
    assertThat(ids("a".repeat(101))).containsExactly(UNKNOWN);
    assertThat(ids("e\u0301".repeat(100))).doesNotContain(UNKNOWN);
    assertThat(ids("\ud835\udd52".repeat(101) + "!")).hasSize(2).startsWith(UNKNOWN);
  }

  @Test
  void nothing_comes_of_what_is_no_text() {
    assertThat(ids("")).isEmpty();
    assertThat(ids(" \t\r\n\u3000")).isEmpty();
    assertThat(ids("\u0000\u0007\u200b\ufffd\ue000")).isEmpty();
    assertThat(ids("\ud800")).isEmpty();
  }

  @Test
  void a_second_text_knows_nothing_of_the_first() {
    List<Integer> fresh = ids("router");
    ids("x".repeat(150));
    assertThat(ids("router")).isEqualTo(fresh);
  }

  @Property(tries = 2000)
  void equals_the_naive_way(@ForAll("texts") String text) {
    assertThat(ids(text)).isEqualTo(NAIVE.split(text));
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> piece =
        Arbitraries.oneOf(
            Arbitraries.of(PIECES).map(p -> p.replace("##", "")),
            Arbitraries.of(" ", "  ", "\n", ".", "'", "-", "\u0301", "\u200d", "\u00a0"),
            Arbitraries.strings().withCharRange('\u00a1', '\u06ff').ofMaxLength(4),
            Arbitraries.strings().withCharRange('\u3041', '\u4fff').ofMaxLength(3),
            Arbitraries.strings().withCharRange('\uac00', '\ufaff').ofMaxLength(3),
            Arbitraries.strings().ascii().ofMaxLength(8),
            Arbitraries.strings().all().ofMaxLength(3));
    return piece.list().ofMaxSize(12).map(parts -> String.join("", parts));
  }

  private List<Integer> ids(String text) {
    List<Integer> ids = new ArrayList<>();
    wordPiece.split(text, ids::add);
    return ids;
  }

  private List<String> pieces(String text) {
    return ids(text).stream().map(id -> PIECES[id]).toList();
  }

  private static NaiveWordPiece naive() {
    Map<String, Integer> ids = new HashMap<>();
    for (int i = 0; i < PIECES.length; i++) {
      ids.put(PIECES[i], i);
    }
    return new NaiveWordPiece(ids, UNKNOWN);
  }
}
