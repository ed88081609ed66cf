package io.codingrouter.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.embedding.EmbeddingModel;
import io.codingrouter.judgement.Judgement;
import io.codingrouter.judgement.LanguageDetector;
import io.codingrouter.message.ChatRequest;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageSignalTest {
  private static Judgement detect(String text) {
    return Instruments.LANGUAGES.detect(text);
  }

  private static SignalMatches match(String ask, LanguageDetector detector, LanguageRule... rules) {
    Instruments instruments =
        new Instruments(List.of(), TokenCounter.estimate(), detector, EmbeddingModel::embedded);
    return SignalIndex.compile(List.of(rules), List.of(), instruments)
        .match(Envelopes.standard().read(ChatRequest.user(ask)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | How can I sort the list by its second column?",
        "es | ¿Cómo puedo ordenar la lista por la segunda columna?",
        "fr | Comment puis-je trier la liste par sa deuxième colonne ?",
        "fr | COMMENT PUIS-JE TRIER LA LISTE PAR SA DEUXIÈME COLONNE ?",
        "de | Wie kann ich die Liste nach der zweiten Spalte sortieren?",
        "it | Come posso ordinare la lista secondo la seconda colonna? Questo non è chiaro",
        "pt | Como posso ordenar a lista pela segunda coluna? Não sei",
        "nl | Hoe kan ik de lijst op de tweede kolom sorteren?",
        "pl | Jak mogę posortować tę listę według drugiej kolumny?",
        "tr | Listeyi ikinci sütuna göre nasıl sıralayabilirim?",
        "vi | Làm thế nào để sắp xếp danh sách theo cột thứ hai?",
        "sv | Hur kan jag sortera listan efter den andra kolumnen?",
        "zh | 如何按第二列对列表进行排序？",
        "ja | リストを二番目の列で並べ替えるにはどうすればいいですか？",
        "ko | 두 번째 열로 목록을 정렬하려면 어떻게 해야 하나요?",
        "ru | Как отсортировать список по второму столбцу? Это вопрос",
        "uk | Як відсортувати список за другим стовпцем?",
        "bg | Как да сортирам списъка по втората колона?",
        "el | Πώς μπορώ να ταξινομήσω τη λίστα;",
        "ar | كيف يمكنني ترتيب القائمة حسب العمود الثاني؟",
        "fa | چگونه می‌توانم فهرست را بر اساس ستون دوم مرتب کنم؟",
        "he | איך אפשר למיין את הרשימה לפי העמודה השנייה?",
        "th | ฉันจะเรียงรายการตามคอลัมน์ที่สองได้อย่างไร",
        "hi | मैं सूची को दूसरे कॉलम से कैसे क्रमबद्ध करूँ?",
      })
  void a_question_has_its_language(String language, String question) {
    assertThat(detect(question).label()).isEqualTo(language);
  }

  @ParameterizedTest
  @CsvSource({"''", "'   '", "'1 + 1 = 2'", "quicksort", "ᚠᚢᚦᚨᚱᚲ"})
  void what_is_unclear_is_english_by_halves(String text) {
    assertThat(detect(text)).isEqualTo(new Judgement("en", 0.5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zh | 请用 Python 实现 quicksort 算法",
        "ja | Python で quicksort を実装してください",
        "ru | Напиши на Python функцию quicksort, чтобы сортировать списки",
        "en | What does 你好 mean in English?",
        "zh | 日本の意思是什么？请用中文回答这个问题",
      })
  void a_name_or_a_quotation_in_another_script_does_not_count(String language, String text) {
    assertThat(detect(text).label()).isEqualTo(language);
  }

  @Test
  void only_the_beginning_is_read() {
    String start = "Wie kann ich das machen? ".repeat(25).substring(0, ScriptLanguages.READ);
    assertThat(detect(start + "如何排序".repeat(1000))).isEqualTo(detect(start));
    assertThat(detect(start).label()).isEqualTo("de");
  }

  @Property
  void any_text_has_a_language_that_is_known(@ForAll String text) {
    Judgement language = detect(text);
    assertThat(new LanguageRule(language.label(), 0).isBuiltIn()).isTrue();
    assertThat(language.score()).isBetween(0.0, 1.0);
  }

  @Test
  void fires_by_its_name_with_the_detectors_score() {
    SignalMatches matches =
        match("hm", t -> new Judgement("fr", 0.7), rule("fr", 0.7), rule("de", 0));
    assertThat(matches.result(0)).isEqualTo(new SignalResult(true, 0.7, "fr"));
    assertThat(matches.result(1)).isEqualTo(SignalResult.MISS);
    matches.seal();
    assertThat(matches.evidence(0)).containsExactly("fr, score 0.70");
    assertThat(matches.evidence(1)).containsExactly("fr, score 0.70");
  }

  @Test
  void does_not_fire_below_its_threshold() {
    LanguageDetector unsure = text -> new Judgement("fr", 0.29);
    assertThat(match("hm", unsure, rule("fr", 0.3)).result(0).matched()).isFalse();
    assertThat(match("hm", unsure, rule("fr", 0.29)).result(0).matched()).isTrue();
  }

  @Test
  void the_ask_is_looked_at_once_for_all_languages() {
    int[] asked = new int[1];
    LanguageDetector counting =
        text -> {
          asked[0]++;
          return new Judgement("fr", 1);
        };
    SignalMatches matches = match("hm", counting, rule("fr", 0), rule("de", 0));
    assertThat(asked[0]).isZero();
    matches.result(0);
    matches.result(1);
    assertThat(asked[0]).isEqualTo(1);
  }

  @Test
  void a_detector_of_the_applications_cannot_leak_the_ask() {
    LanguageDetector careless = text -> new Judgement(text.original(), 1);
    SignalMatches matches = match("secret", careless, rule("fr", 0));
    matches.result(0);
    assertThat(matches.evidence(0)).containsExactly("another language, score 1.00");
  }

  private static LanguageRule rule(String language, double threshold) {
    return new LanguageRule(language, threshold);
  }
}
