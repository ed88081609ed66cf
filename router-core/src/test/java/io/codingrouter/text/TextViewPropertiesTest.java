package io.codingrouter.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class TextViewPropertiesTest {
  @Provide
  Arbitrary<String> simple() {
    return Texts.simple();
  }

  @Provide
  Arbitrary<String> any() {
    return Texts.any();
  }

  @Property
  void normalising_twice_changes_nothing(@ForAll("any") String text) {
    String once = TextView.of(text).normalised();
    assertThat(TextView.of(once).normalised()).isEqualTo(once);
  }

  @Example
  void accents_come_off_before_look_alikes_are_told() {
    String once = TextView.of("\u00cf\u01f5\u0144\u00f3\u0155\u00e9\u0430\u0344").normalised();
    assertThat(once).isEqualTo("Ignorea");
    assertThat(TextView.of(once).normalised()).isEqualTo(once);
  }

  @Example
  void marks_of_several_scripts_that_change_places_keep_no_joiner() {
    for (String text :
        List.of(
            "\u05e9\u05c1\u094d\u200d\u0915",
            "\u0651\u094d\u200c\u0937",
            "\ufb2a\u064e\u200d\u0628",
            "\u0915\u094d\u200d\u0951\u05c1",
            "\u0915\u200d\u0951\u200b\u0301\u05c1")) {
      String once = TextView.of(text).normalised();
      assertThat(once).doesNotContain("\u200c", "\u200d");
      assertThat(TextView.of(once).normalised()).isEqualTo(once);
    }
    String bengali = "\u09b0\u200d\u09cd\u09af";
    assertThat(TextView.of(bengali).normalised()).isEqualTo(bengali);
  }

  @Example
  void a_framed_letter_keeps_no_joiner() {
    assertThat(TextView.of("\u2764\u200d\ud83c\udd00").normalised()).isEqualTo("\u27640.");
    assertThat(TextView.of("\ud83c\udd3e\u200d\u2890").normalised()).isEqualTo("O\u2890");
  }

  @Property
  void a_part_of_the_normalised_text_points_at_what_it_was_made_of(
      @ForAll("simple") String text,
      @ForAll @IntRange(max = 60) int from,
      @ForAll @IntRange(min = 1, max = 20) int length) {
    // Accents on nearly all letters come off by the word: a part of it may keep them.
    String apart = Normalizer.normalize(text, Normalizer.Form.NFKD);
    Assume.that(apart.chars().filter(c -> c >= 0x300 && c < 0x370).count() < 4);
    TextView view = TextView.of(text);
    String normalised = view.normalised();
    int start = Math.min(from, normalised.length());
    int end = Math.min(start + length, normalised.length());
    if (start == end) {
      return;
    }
    String origin = text.substring(view.originalStart(start), view.originalEnd(end));
    int wholeStart = view.normalisedStart(view.originalStart(start));
    int wholeEnd = view.normalisedEnd(view.originalEnd(end));
    assertThat(wholeStart).isLessThanOrEqualTo(start);
    assertThat(wholeEnd).isGreaterThanOrEqualTo(end);
    assertThat(TextView.of(origin).normalised())
        .isEqualTo(normalised.substring(wholeStart, wholeEnd));
  }

  @Property
  void offsets_rise_and_cover_every_unit(@ForAll("any") String text) {
    TextView view = TextView.of(text);
    int length = view.normalised().length();
    for (int i = 0; i < length; i++) {
      int start = view.originalStart(i);
      int end = view.originalEnd(i + 1);
      assertThat(start).isBetween(0, end - 1);
      assertThat(end).isLessThanOrEqualTo(text.length());
      assertThat(view.originalStart(i + 1)).isGreaterThanOrEqualTo(start);
      assertThat(view.originalEnd(i)).isLessThanOrEqualTo(end);
      assertThat(view.normalisedStart(start)).isLessThanOrEqualTo(i);
      assertThat(view.normalisedEnd(end)).isGreaterThan(i);
    }
    assertThat(view.originalEnd(0)).isZero();
    assertThat(view.originalStart(length)).isEqualTo(text.length());
  }

  @Property
  void each_unit_of_the_original_leads_there_and_back(@ForAll("any") String text) {
    TextView view = TextView.of(text);
    for (int i = 0; i < text.length(); i++) {
      int start = view.normalisedStart(i);
      int end = view.normalisedEnd(i + 1);
      assertThat(start).isBetween(0, end);
      assertThat(end).isLessThanOrEqualTo(view.normalised().length());
      if (start < end) {
        assertThat(view.originalStart(start)).isLessThanOrEqualTo(i);
        assertThat(view.originalEnd(end)).isGreaterThan(i);
      }
    }
  }

  @Property
  void folding_keeps_the_offsets(@ForAll("any") String text) {
    TextView view = TextView.of(text);
    String normalised = view.normalised();
    String folded = view.folded();
    assertThat(folded).hasSameSizeAs(normalised);
    for (int i = 0; i < folded.length(); i++) {
      boolean surrogate = Character.isSurrogate(normalised.charAt(i));
      assertThat(Character.isSurrogate(folded.charAt(i))).isEqualTo(surrogate);
    }
    assertThat(TextView.of(folded).folded()).hasSize(TextView.of(folded).normalised().length());
  }

  @Property
  void words_are_those_of_the_plain_definition(@ForAll("any") String text) {
    TextView view = TextView.of(text);
    Words words = view.words();
    String marked = PlainWords.mark(view.normalised());
    StringBuilder found = new StringBuilder(".".repeat(view.normalised().length()));
    for (int word = 0; word < words.count(); word++) {
      for (int i = words.start(word); i < words.end(word); i++) {
        found.setCharAt(i, i == words.start(word) ? 'W' : 'w');
      }
      assertThat(words.word(word))
          .isEqualTo(view.normalised().substring(words.start(word), words.end(word)));
    }
    assertThat(found.toString()).isEqualTo(marked);
  }

  @Property
  void all_that_is_found_lies_in_the_original(@ForAll("any") String text) {
    TextView view = TextView.of(text);
    int before = 0;
    for (Span span : view.spans()) {
      assertThat(span.end()).isLessThanOrEqualTo(text.length());
      assertThat(span.start()).isGreaterThanOrEqualTo(before);
      before = span.start();
    }
    int last = 0;
    for (Span sentence : view.sentences()) {
      assertThat(sentence.start()).isGreaterThanOrEqualTo(last);
      assertThat(sentence.end()).isLessThanOrEqualTo(text.length());
      last = sentence.end();
    }
    for (Decoded decoded : view.decoded()) {
      assertThat(decoded.start()).isBetween(0, decoded.end() - 1);
      assertThat(decoded.end()).isLessThanOrEqualTo(text.length());
    }
  }
}
