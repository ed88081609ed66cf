package io.codingrouter.signal;

import io.codingrouter.judgement.Judgement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells languages in Latin letters by their most frequent words, and by letters that only some
 * have. A word or a letter that several languages share speaks less for each of them.
 */
final class LatinLanguages {
  private static final double WORD = 1;
  private static final double LETTER = 0.5;

  /** Less than this says nothing: half a word that no other language has. */
  private static final double LEAST = 0.5;

  private static final List<String> NAMES = new ArrayList<>();
  private static final Map<Character, int[]> LETTERS;
  private static final FrequentWords WORDS;

  static {
    Map<String, List<Integer>> words = new HashMap<>();
    Map<Character, List<Integer>> letters = new HashMap<>();
    language(
        words,
        letters,
        "en",
        "",
        "the of and to a in is that it for on with as this you are be was at or from by have an not"
            + " but what can which how if my your do i we they write please all will there their"
            + " has he she his her when would about make me why where");
    language(
        words,
        letters,
        "es",
        "ñ¿¡áéíóú",
        "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus"
            + " le ya este sí porque esta cuando muy sin sobre también me hasta hay donde quien"
            + " qué cómo está hola yo tiene puede mi ella él son fue esto cuántos cuánto");
    language(
        words,
        letters,
        "fr",
        "àâçèéêëîïôùûœ",
        "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il"
            + " sont avec son cette ou mais comme je vous nous elle tu l d qu on aux mon ma ses si"
            + " être fait tout bonjour combien j ai c très leur sa ils où");
    language(
        words,
        letters,
        "de",
        "äöüß",
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es"
            + " an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über"
            + " einen so ich wir du haben war kann wenn aber oder mir bitte was hier mein viele");
    language(
        words,
        letters,
        "it",
        "àèéìòù",
        "di e il la che in a per un è del non una con le si da i sono al della come lo più o ma gli"
            + " nel alla dei se anche ha ho mi questo questa delle cosa perché ciao l era suo sua"
            + " tutto molto quanto quanti io lei hanno essere fare c");
    language(
        words,
        letters,
        "pt",
        "ãõáâçéêíóôú",
        "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao"
            + " ele das tem à seu sua ou ser quando muito nos já está eu também só pelo pela até"
            + " isso ela são você olá meu minha este isto quantos");
    language(
        words,
        letters,
        "nl",
        "ë",
        "de het een en van ik te dat die in is op niet zijn met voor aan er om dan zou of wat mijn"
            + " men dit zo door over ze bij ook tot je mij uit naar heb hoe heeft hebben deze u nog"
            + " worden wordt kan geen hij wij maar was als kunnen");
    language(
        words,
        letters,
        "pl",
        "ąćęłńóśźż",
        "i w na z się do to nie jest o że jak a za od po przez dla co tak czy ale są ma tym ten"
            + " jego już być tego może mi ja jej które który oraz go tylko było był ile");
    // Folding writes the dotless i with a dot.
    language(
        words,
        letters,
        "tr",
        "çğöşü",
        "ve bir bu da de için ile çok ne o daha olarak gibi var kadar en ben mi sonra olan ama her"
            + " değil yok mi nasil göre şey diye ki veya olduğu bana onun sen tarafindan");
    language(
        words,
        letters,
        "vi",
        "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
        "và của là có không được cho trong một những các người với tôi này đã khi để ra anh đó ở"
            + " như từ đến nhưng thì làm bạn cái");
    language(
        words,
        letters,
        "sv",
        "åäö",
        "och att det i en som är på av för med den till inte har de ett om jag var men sig från så"
            + " kan när han hon vi du man eller vad min hur ska");
    language(
        words,
        letters,
        "da",
        "æøå",
        "og i at det en den til er som på de med han af for ikke der var mig sig men et har om vi"
            + " min havde ham hun nu over da fra du ud jeg kan hvad blev være meget hvor");
    language(
        words,
        letters,
        "nb",
        "æøå",
        "og i at det en den til er som på de med han av for ikke der var meg seg men et har om vi"
            + " min hadde ham hun nå over da fra du ut jeg kan hva ble være veldig hvor etter");
    language(
        words,
        letters,
        "fi",
        "äö",
        "ja on ei se että hän oli en joka mutta niin kun olen ovat minä sinä mitä tämä voi ole"
            + " minun mikä kuin jos tai sen hänen myös me nyt miten siitä ollut");
    language(
        words,
        letters,
        "cs",
        "áčďéěíňóřšťúůýž",
        "a je se v na to že s z do i o k ve by jsem jako za pro ale po jak si jsou od byl co podle"
            + " také nebo tak když mi této jeho jsme není bylo už");
    language(
        words,
        letters,
        "sk",
        "áäčďéíĺľňóôŕšťúýž",
        "a je sa v na to že s z do i o k vo by som ako za pre ale po si sú od bol čo podľa tiež"
            + " alebo tak keď mi jeho sme nie bolo už pri ktoré");
    language(
        words,
        letters,
        "hu",
        "áéíóöőúüű",
        "a az és hogy nem is egy ez van meg de csak volt mint ki már még el be ha azt kell vagy"
            + " minden én mi nagyon ezt lesz hogyan");
    language(
        words,
        letters,
        "ro",
        "ăâîșțşţ",
        "de și în a la cu pe un o nu este să din că pentru mai care al ce au sunt lui se sau după"
            + " ca am fi era fost dar prin eu");
    language(
        words,
        letters,
        "id",
        "",
        "yang dan di ini itu dengan untuk tidak dari dalam akan pada saya ke ada adalah bisa juga"
            + " kami kita mereka anda oleh atau seperti karena sudah apa dia tom orang bagaimana");
    language(
        words,
        letters,
        "ca",
        "àçèéíïòóú",
        "de la i el que a en un per les és del els amb una no més al es va ha són com dels o hi"
            + " seva però aquest aquesta jo tot");
    language(
        words,
        letters,
        "hr",
        "čćđšž",
        "i je u se na da su za od s a o kao koji što ne sa bi iz to nije ili ali po sam do će biti"
            + " samo kako koja ovo može mi on");
    WORDS = new FrequentWords(words);
    LETTERS =
        letters.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey,
                    each -> each.getValue().stream().mapToInt(Integer::intValue).toArray()));
  }

  private LatinLanguages() {}

  private static void language(
      Map<String, List<Integer>> words,
      Map<Character, List<Integer>> letters,
      String name,
      String itsLetters,
      String itsWords) {
    int number = NAMES.size();
    NAMES.add(name);
    for (String word : itsWords.split(" ", -1)) {
      add(words, word, number);
    }
    itsLetters.chars().forEach(letter -> add(letters, (char) letter, number));
  }

  private static <K> void add(Map<K, List<Integer>> table, K key, int number) {
    table.computeIfAbsent(key, k -> new ArrayList<>()).add(number);
  }

  /** The languages that are told, as ISO 639-1. */
  static List<String> names() {
    return Collections.unmodifiableList(NAMES);
  }

  /**
   * Detects the language.
   *
   * @param text in lower case
   */
  static Judgement detect(String text) {
    double[] found = new double[NAMES.size()];
    int start = 0;
    int hash = 0; // of the word so far, as String has it
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        count(found, LETTERS.get(c), LETTER);
      }
      if (isLetter(c)) {
        hash = 31 * hash + c;
      } else {
        if (i > start) {
          count(found, WORDS.find(text, start, i, hash), WORD);
        }
        start = i + 1;
        hash = 0;
      }
    }
    if (text.length() > start) {
      count(found, WORDS.find(text, start, text.length(), hash), WORD);
    }
    return judge(found);
  }

  private static boolean isLetter(char c) {
    return c < 0x80 ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : Character.isLetter(c);
  }

  private static void count(double[] found, int @Nullable [] languages, double weight) {
    if (languages != null) {
      for (int language : languages) {
        found[language] += weight / languages.length;
      }
    }
  }

  private static Judgement judge(double[] found) {
    int best = 0;
    for (int i = 1; i < found.length; i++) {
      if (found[i] > found[best]) {
        best = i;
      }
    }
    if (found[best] < LEAST) {
      return ScriptLanguages.ENGLISH;
    }
    double second = 0;
    for (int i = 0; i < found.length; i++) {
      if (i != best) {
        second = Math.max(second, found[i]);
      }
    }
    return new Judgement(NAMES.get(best), found[best] / (found[best] + second));
  }
}
