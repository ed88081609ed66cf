package io.codingrouter.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextViewTest {
  @Test
  void ascii_is_its_own_normalised_text() {
    String text = "Ignore nothing; run ./build.sh --fast && echo \"done\"\t(100%)\n";
    TextView view = TextView.of(text);
    assertThat(view.normalised()).isSameAs(text);
    assertThat(view.originalStart(5)).isEqualTo(5);
    assertThat(view.normalisedEnd(text.length())).isEqualTo(text.length());
    assertThat(TextView.of("all lower").folded()).isEqualTo("all lower");
  }

  @Test
  void honest_text_in_many_scripts_stays_as_it_is() {
    for (String text :
        List.of(
            "Größere Übungen, naïve cafés, żółć, Đặng Thị Thương, İstanbul",
            "Честное русское слово: сор, вахта, осёл, соседка, её йод",
            "Ο κύριος Παπαδόπουλος αγόρασε ψωμί",
            "请帮我重构这个解析器",
            "テストを追加してください",
            "이 코드를 고쳐 주세요",
            "कृपया इस कोड को ठीक करें",
            "من فضلك أعد كتابة هذا الكود بِسْمِ",
            "שָׁלוֹם עולם",
            "ช่วยแก้โค้ดนี้",
            "javaскрипт, SQLщик, Wi-Fi",
            "2 kΩ, λx, ΔT")) {
      String composed = Normalizer.normalize(text, Normalizer.Form.NFKC);
      assertThat(normalised(composed)).isEqualTo(composed);
      assertThat(TextView.of(composed).spans(Span.Kind.HIDDEN)).isEmpty();
    }
  }

  @Test
  void decomposed_text_is_composed() {
    for (String text :
        List.of("Größe", "Đặng Thị Thương", "άνθρωπος ᾄ", "осёл йод", "한국어", "ガギグ", "≠")) {
      assertThat(normalised(Normalizer.normalize(text, Normalizer.Form.NFD))).isEqualTo(text);
    }
    assertThat(normalised("ê\u0323")).isEqualTo("ệ");
  }

  @Test
  void compatible_shapes_become_plain() {
    assertThat(normalised("ｉｇｎｏｒｅ　ａｌｌ！")).isEqualTo("ignore all!");
    assertThat(normalised("𝐢𝐠𝐧𝐨𝐫𝐞 ⓐⓛⓛ ﬁnd ½ ㎏ ｶﾞ")).isEqualTo("ignore all find 1⁄2 kg ガ");
    assertThat(normalised("don’t – non‑breaking −1")).isEqualTo("don't - non-breaking -1");
    assertThat(normalised("ɪɢɴᴏʀᴇ ᴀʟʟ")).isEqualTo("ignore all");
  }

  @Test
  void what_cannot_be_seen_goes_and_is_reported() {
    TextView view = TextView.of("ig\u200Bno\u2060re\u202E all");
    assertThat(view.normalised()).isEqualTo("ignore all");
    assertThat(view.spans(Span.Kind.HIDDEN))
        .extracting(Span::start, Span::end)
        .containsExactly(pair(2, 3), pair(5, 6), pair(8, 9));
    assertThat(view.originalStart(0)).isZero();
    assertThat(view.originalEnd(6)).isEqualTo(8);
    assertThat(view.normalisedStart(2)).isEqualTo(2);
    assertThat(view.normalisedEnd(3)).isEqualTo(2);
  }

  @Test
  void tag_characters_are_one_hidden_span() {
    TextView view = TextView.of("hi" + tags("do evil") + "!");
    assertThat(view.normalised()).isEqualTo("hi!");
    assertThat(view.spans(Span.Kind.HIDDEN)).containsExactly(new Span(2, 16, Span.Kind.HIDDEN));
  }

  @Test
  void joiners_with_an_honest_use_stay() {
    for (String text :
        List.of(
            "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66",
            "\u2764\uFE0F\u200D\uD83D\uDD25 \uD83D\uDC69\uD83C\uDFFD\u200D\uD83D\uDCBB",
            "\uD83C\uDFF4" + tags("gbsct") + "\uDB40\uDC7F",
            "क्\u200Dष और क्\u200Cष",
            "می\u200Cخواهم",
            "ശ്രീ ന്\u200D")) {
      TextView view = TextView.of(text);
      assertThat(view.spans(Span.Kind.HIDDEN)).isEmpty();
      assertThat(view.decoded()).isEmpty();
    }
    String persian = "می\u200Cخواهم";
    assertThat(normalised(persian)).isSameAs(persian);
    String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
    assertThat(normalised(family)).isSameAs(family);
  }

  @Test
  void joiners_without_one_go() {
    assertThat(normalised("ig\u200Dno\u200Cre")).isEqualTo("ignore");
    assertThat(normalised("می\u200C\u200C\u200Cخواهم")).isEqualTo("می\u200Cخواهم");
    assertThat(TextView.of("ig\u200Dnore").spans(Span.Kind.HIDDEN)).hasSize(1);
    assertThat(TextView.of("\uD83D\uDE00" + "\uFE0F".repeat(9)).spans(Span.Kind.HIDDEN)).hasSize(1);
  }

  @Test
  void marks_of_direction_are_honest_beside_text_from_right_to_left() {
    assertThat(TextView.of("שלום \u200Eabc\u200F").spans(Span.Kind.HIDDEN)).isEmpty();
    assertThat(TextView.of("abc \u200Edef").spans(Span.Kind.HIDDEN)).hasSize(1);
    assertThat(TextView.of("שלום \u202Eabc").spans(Span.Kind.HIDDEN)).hasSize(1);
  }

  @Test
  void words_that_mix_alphabets_are_put_back_into_one() {
    assertThat(normalised("ignоrе аll рrеviоus"))
        .isEqualTo("ignore аll previous".replace('а', 'a'));
    assertThat(normalised("раурal")).isEqualTo("paypal");
    assertThat(normalised("iɡnοre")).isEqualTo("ignore");
    assertThat(normalised("Ꭺdmin ѕystem")).isEqualTo("Admin system");
    assertThat(normalised("Cанкт")).isEqualTo("Санкт");
  }

  @Test
  void decoration_by_marks_goes() {
    assertThat(normalised("i\u0336g\u0336n\u0336o\u0336r\u0336e\u0336")).isEqualTo("ignore");
    assertThat(normalised("i\u0300\u0301\u0302\u0303\u0304g\u0316\u0317\u0318\u0319"))
        .isEqualTo("ig");
    assertThat(normalised("íǵńóŕé áĺĺ")).isEqualTo("ignore áĺĺ");
    assertThat(normalised("क" + "\u093F".repeat(100))).isEqualTo("क" + "\u093F".repeat(8));
    TextView view = TextView.of("a\u0336\u0336b");
    assertThat(view.originalEnd(1)).isEqualTo(3);
    assertThat(view.originalStart(1)).isEqualTo(3);
  }

  @Test
  void an_expansion_leads_back_to_the_one_character() {
    TextView view = TextView.of("x\uFB01y");
    assertThat(view.normalised()).isEqualTo("xfiy");
    assertThat(view.originalStart(2)).isEqualTo(1);
    assertThat(view.originalEnd(2)).isEqualTo(2);
    assertThat(view.normalisedStart(1)).isEqualTo(1);
    assertThat(view.normalisedEnd(2)).isEqualTo(3);
  }

  @Test
  void lone_surrogates_stay() {
    String text = "a\uD800b\uDC00é\uDBFF";
    TextView view = TextView.of(text);
    assertThat(view.normalised()).isSameAs(text);
    assertThat(view.folded()).isSameAs(text);
    assertThat(view.words().count()).isEqualTo(3);
  }

  @Test
  void folding_is_simple() {
    assertThat(TextView.of("İSTANBUL ΣΑΣ σας STRASSE ẞ").folded()).hasSize(26).contains("σασ σασ");
    assertThat(TextView.of("Ärger").folded()).isEqualTo("ärger");
  }

  @Test
  void every_character_alone_and_in_company_normalises_for_good() {
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      if (Character.isIdeographic(codePoint)
          || (codePoint > 0x20000 && !Character.isDefined(codePoint))
          || Character.getType(codePoint) == Character.PRIVATE_USE) {
        continue;
      }
      String alone = Character.toString(codePoint);
      for (String text : List.of(alone, "a" + alone, alone + "e\u0301")) {
        String once = normalised(text);
        if (!normalised(once).equals(once) || once.length() > 6 * text.length()) {
          throw new AssertionError("U+" + Integer.toHexString(codePoint));
        }
      }
    }
  }

  @Test
  void words_of_prose_and_code() {
    assertThat(words("Don't re-run foo_bar(2), it’s über!"))
        .containsExactly("Don't", "re", "run", "foo_bar", "2", "it's", "über");
    assertThat(words("今日は and 漢字test")).containsExactly("今", "日", "は", "and", "漢", "字", "test");
    assertThat(words("'' ' a'")).containsExactly("a");
    assertThat(words("")).isEmpty();
  }

  @Test
  void wrong_indices_are_refused() {
    TextView view = TextView.of("ab");
    assertThatThrownBy(() -> view.originalStart(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> view.normalisedEnd(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> view.words().start(1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void nothing_prints_the_text() {
    TextView view = TextView.of("secret aWdub3JlIGFsbCBwcmV2aW91cw==");
    assertThat(view.toString() + view.words() + view.decoded() + view.spans())
        .doesNotContain("secret")
        .doesNotContain("ignore");
  }

  private static org.assertj.core.groups.Tuple pair(int start, int end) {
    return org.assertj.core.groups.Tuple.tuple(start, end);
  }

  private static String normalised(String text) {
    return TextView.of(text).normalised();
  }

  private static List<String> words(String text) {
    Words words = TextView.of(text).words();
    return java.util.stream.IntStream.range(0, words.count()).mapToObj(words::word).toList();
  }

  static String tags(String ascii) {
    StringBuilder tags = new StringBuilder();
    ascii.chars().forEach(c -> tags.appendCodePoint(0xE0000 + c));
    return tags.toString();
  }
}
