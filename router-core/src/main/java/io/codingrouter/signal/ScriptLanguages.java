package io.codingrouter.signal;

import io.codingrouter.judgement.Judgement;
import io.codingrouter.judgement.LanguageDetector;
import io.codingrouter.text.TextView;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells languages by their script, those that share one by the letters that only some of them have,
 * and those in Latin letters by their {@linkplain LatinLanguages most frequent words}. Reads the
 * beginning of a text. What is too short or unclear is English with a score of {@value #UNCLEAR},
 * as in vLLM Semantic Router.
 *
 * <p>This is no statistical model: it does not tell languages that are close to each other in a few
 * words.
 */
final class ScriptLanguages implements LanguageDetector {
  static final ScriptLanguages INSTANCE = new ScriptLanguages();

  /** How many UTF-16 units are read. */
  static final int READ = 512;

  static final double UNCLEAR = 0.5;
  static final Judgement ENGLISH = new Judgement("en", UNCLEAR);

  // Texts in other scripts are strewn with Latin names of things, and a Han character is a word.
  private static final int LETTER_WEIGHT = 2;
  private static final int CHARACTER_WEIGHT = 4;

  // Of Japanese at least this share is kana; Chinese has some in names.
  private static final double LEAST_KANA = 0.1;

  /** How sure a script alone is of the first of several languages that are written in it. */
  private static final double BY_SCRIPT_ALONE = 0.7;

  private final Map<UnicodeScript, List<Lettered>> scripts = new EnumMap<>(UnicodeScript.class);
  private final Set<String> languages = new HashSet<>(LatinLanguages.names());

  /** A language, and the letters by which it differs from others in its script. */
  private record Lettered(String language, String letters) {
    int count(String text) {
      return (int) text.codePoints().filter(c -> letters.indexOf(c) >= 0).count();
    }
  }

  private ScriptLanguages() {
    write(UnicodeScript.HAN, "zh");
    write(UnicodeScript.HIRAGANA, "ja"); // Katakana counts as Hiragana
    write(UnicodeScript.HANGUL, "ko");
    write(UnicodeScript.CYRILLIC, "ru", "ыэё");
    write(UnicodeScript.CYRILLIC, "uk", "іїєґ");
    write(UnicodeScript.CYRILLIC, "be", "ўіыэё");
    write(UnicodeScript.CYRILLIC, "bg", "ъ");
    write(UnicodeScript.CYRILLIC, "sr", "јљњђћџ");
    write(UnicodeScript.CYRILLIC, "mk", "јљњѓќѕџ");
    write(UnicodeScript.CYRILLIC, "kk", "әғқңөұүһіы");
    write(UnicodeScript.CYRILLIC, "mn", "өүыэё");
    write(UnicodeScript.ARABIC, "ar", "ةىأإيك");
    write(UnicodeScript.ARABIC, "fa", "پچژگیک");
    write(UnicodeScript.ARABIC, "ur", "پچژگیکٹڈڑںھہے");
    write(UnicodeScript.GREEK, "el");
    write(UnicodeScript.HEBREW, "he");
    write(UnicodeScript.THAI, "th");
    write(UnicodeScript.LAO, "lo");
    write(UnicodeScript.KHMER, "km");
    write(UnicodeScript.MYANMAR, "my");
    write(UnicodeScript.DEVANAGARI, "hi");
    write(UnicodeScript.BENGALI, "bn");
    write(UnicodeScript.GURMUKHI, "pa");
    write(UnicodeScript.GUJARATI, "gu");
    write(UnicodeScript.TAMIL, "ta");
    write(UnicodeScript.TELUGU, "te");
    write(UnicodeScript.KANNADA, "kn");
    write(UnicodeScript.MALAYALAM, "ml");
    write(UnicodeScript.SINHALA, "si");
    write(UnicodeScript.GEORGIAN, "ka");
    write(UnicodeScript.ARMENIAN, "hy");
    write(UnicodeScript.ETHIOPIC, "am");
  }

  private void write(UnicodeScript script, String language) {
    write(script, language, "");
  }

  private void write(UnicodeScript script, String language, String letters) {
    scripts.computeIfAbsent(script, s -> new ArrayList<>()).add(new Lettered(language, letters));
    languages.add(language);
  }

  /** The languages that it tells, as ISO 639-1. */
  Set<String> languages() {
    return languages;
  }

  @Override
  public Judgement detect(TextView text) {
    String ascii = asciiBeginning(text.original());
    return ascii.isEmpty() ? detectAny(text) : LatinLanguages.detect(ascii);
  }

  /** The beginning of a text in lower case, {@code ""} if it is not all ASCII. */
  private static String asciiBeginning(String text) {
    int end = Math.min(text.length(), READ);
    char[] lower = new char[end];
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return "";
      }
      lower[i] = c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c;
    }
    return new String(lower);
  }

  private Judgement detectAny(TextView text) {
    String folded =
        text.length() <= READ
            ? text.folded()
            : TextView.of(text.original().substring(0, READ)).folded();
    Map<UnicodeScript, Integer> weights = weights(folded);
    int all = weights.values().stream().mapToInt(Integer::intValue).sum();
    UnicodeScript script =
        weights.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(UnicodeScript.LATIN);
    if (script == UnicodeScript.LATIN) {
      return LatinLanguages.detect(folded);
    }
    List<Lettered> candidates = scripts.getOrDefault(script, List.of());
    if (candidates.isEmpty()) {
      return ENGLISH;
    }
    double share = (double) weights.getOrDefault(script, 0) / all;
    return candidates.size() == 1
        ? new Judgement(candidates.get(0).language(), share)
        : byLetters(candidates, folded, share);
  }

  /** How much of a text is in each script. */
  private static Map<UnicodeScript, Integer> weights(String text) {
    Map<UnicodeScript, Integer> weights = new EnumMap<>(UnicodeScript.class);
    int latin = 0;
    int c;
    for (int i = 0; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (c >= 'a' && c <= 'z') {
        latin++;
      } else if (c >= 0x80 && Character.isLetter(c)) {
        UnicodeScript script = UnicodeScript.of(c);
        switch (script) {
          case LATIN -> latin++;
          case HAN -> weights.merge(script, CHARACTER_WEIGHT, Integer::sum);
          case HIRAGANA, KATAKANA ->
              weights.merge(UnicodeScript.HIRAGANA, CHARACTER_WEIGHT, Integer::sum);
          default -> weights.merge(script, LETTER_WEIGHT, Integer::sum);
        }
      }
    }
    if (latin > 0) {
      weights.put(UnicodeScript.LATIN, latin);
    }
    mergeHanIntoKana(weights);
    weights.remove(UnicodeScript.COMMON);
    weights.remove(UnicodeScript.INHERITED);
    return weights;
  }

  private static void mergeHanIntoKana(Map<UnicodeScript, Integer> weights) {
    int kana = weights.getOrDefault(UnicodeScript.HIRAGANA, 0);
    int han = weights.getOrDefault(UnicodeScript.HAN, 0);
    if (kana == 0 || han == 0) {
      return;
    }
    boolean japanese = kana >= LEAST_KANA * (kana + han);
    weights.remove(japanese ? UnicodeScript.HAN : UnicodeScript.HIRAGANA);
    weights.put(japanese ? UnicodeScript.HIRAGANA : UnicodeScript.HAN, kana + han);
  }

  private static Judgement byLetters(List<Lettered> candidates, String text, double share) {
    Lettered best = candidates.get(0);
    int most = best.count(text);
    for (Lettered candidate : candidates) {
      int count = candidate.count(text);
      if (count > most) {
        best = candidate;
        most = count;
      }
    }
    return new Judgement(best.language(), most == 0 ? share * BY_SCRIPT_ALONE : share);
  }
}
