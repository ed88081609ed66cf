package io.codingrouter.signal;

import java.util.Map;
import java.util.Set;

/**
 * Takes endings off English words: M. F. Porter's second stemmer, "English" of Snowball
 * (https://snowballstem.org/algorithms/english/stemmer.html), which is a development of his "An
 * algorithm for suffix stripping" (1980). Words that are not all lower-case letters stay as they
 * are. Used for one word.
 */
final class EnglishStemmer {
  private static final int LONGEST = 64;
  private static final String VOWELS = "aeiouy";

  private static final Map<String, String> EXCEPTIONS =
      Map.ofEntries(
          Map.entry("skis", "ski"),
          Map.entry("skies", "sky"),
          Map.entry("dying", "die"),
          Map.entry("lying", "lie"),
          Map.entry("tying", "tie"),
          Map.entry("idly", "idl"),
          Map.entry("gently", "gentl"),
          Map.entry("ugly", "ugli"),
          Map.entry("early", "earli"),
          Map.entry("only", "onli"),
          Map.entry("singly", "singl"),
          Map.entry("sky", "sky"),
          Map.entry("news", "news"),
          Map.entry("howe", "howe"),
          Map.entry("atlas", "atlas"),
          Map.entry("cosmos", "cosmos"),
          Map.entry("bias", "bias"),
          Map.entry("andes", "andes"));

  private static final Set<String> WITHOUT_INFLECTION =
      Set.of("inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed");

  private static final String[] REGION_PREFIXES = {"gener", "commun", "arsen"};

  // Endings and what replaces them; the longest that fits counts.
  private static final String[][] STEP_2 = {
    {"ization", "ize"},
    {"ational", "ate"},
    {"fulness", "ful"},
    {"ousness", "ous"},
    {"iveness", "ive"},
    {"tional", "tion"},
    {"biliti", "ble"},
    {"lessli", "less"},
    {"entli", "ent"},
    {"ation", "ate"},
    {"alism", "al"},
    {"aliti", "al"},
    {"ousli", "ous"},
    {"iviti", "ive"},
    {"fulli", "ful"},
    {"enci", "ence"},
    {"anci", "ance"},
    {"abli", "able"},
    {"izer", "ize"},
    {"ator", "ate"},
    {"alli", "al"},
    {"bli", "ble"},
    {"ogi", "og"},
    {"li", ""}
  };
  private static final String[][] STEP_3 = {
    {"ational", "ate"},
    {"tional", "tion"},
    {"alize", "al"},
    {"icate", "ic"},
    {"iciti", "ic"},
    {"ative", ""},
    {"ical", "ic"},
    {"ness", ""},
    {"ful", ""}
  };
  private static final String[] STEP_4 = {
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous",
    "ive", "ize", "ion", "al", "er", "ic"
  };

  private final StringBuilder word;
  private int region1;
  private int region2;

  private EnglishStemmer(String word) {
    this.word = new StringBuilder(word);
  }

  /** Returns the stem of a word. */
  static String stem(String word) {
    String known = EXCEPTIONS.get(word);
    if (known != null) {
      return known;
    }
    return word.length() <= 2 || word.length() > LONGEST || !isLowerCase(word)
        ? word
        : new EnglishStemmer(word).stem();
  }

  private static boolean isLowerCase(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < 'a' || word.charAt(i) > 'z') {
        return false;
      }
    }
    return true;
  }

  private String stem() {
    markConsonants();
    findRegions();
    cutPlural();
    if (!WITHOUT_INFLECTION.contains(word.toString())) {
      cutInflection();
      turnFinalY();
      replace(STEP_2);
      replace(STEP_3);
      cutDerivation();
      cutFinal();
    }
    return word.toString().replace('Y', 'y');
  }

  // A y at the beginning or after a vowel is a consonant: Y.
  private void markConsonants() {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) == 'y' && (i == 0 || isVowel(i - 1))) {
        word.setCharAt(i, 'Y');
      }
    }
  }

  private void findRegions() {
    region1 = regionAfter(0);
    for (String prefix : REGION_PREFIXES) {
      if (word.indexOf(prefix) == 0) {
        region1 = prefix.length();
      }
    }
    region2 = regionAfter(region1);
  }

  // Behind the first consonant that follows a vowel.
  private int regionAfter(int from) {
    for (int i = from + 1; i < word.length(); i++) {
      if (!isVowel(i) && isVowel(i - 1)) {
        return i + 1;
      }
    }
    return word.length();
  }

  private boolean isVowel(int at) {
    return VOWELS.indexOf(word.charAt(at)) >= 0;
  }

  private boolean hasVowelBefore(int end) {
    for (int i = 0; i < end; i++) {
      if (isVowel(i)) {
        return true;
      }
    }
    return false;
  }

  private boolean ends(String ending) {
    int start = word.length() - ending.length();
    return start >= 0 && word.indexOf(ending, start) == start;
  }

  private void cut(int characters) {
    word.setLength(word.length() - characters);
  }

  private void cutPlural() {
    int length = word.length();
    if (ends("sses")) {
      cut(2);
    } else if (ends("ied") || ends("ies")) {
      cut(length > 4 ? 2 : 1);
    } else if (ends("s") && !ends("us") && !ends("ss") && hasVowelBefore(length - 2)) {
      cut(1);
    }
  }

  private void cutInflection() {
    if (ends("eedly") || ends("eed")) {
      int ending = ends("eed") ? 3 : 5;
      if (word.length() - ending >= region1) {
        cut(ending - 2);
      }
      return;
    }
    int ending = ends("ingly") ? 5 : ends("edly") ? 4 : ends("ing") ? 3 : ends("ed") ? 2 : 0;
    if (ending == 0 || !hasVowelBefore(word.length() - ending)) {
      return;
    }
    cut(ending);
    if (ends("at") || ends("bl") || ends("iz")) {
      word.append('e');
    } else if (endsInDouble()) {
      cut(1);
    } else if (word.length() <= region1 && endsInShortSyllable(word.length())) {
      word.append('e');
    }
  }

  private boolean endsInDouble() {
    int last = word.length() - 1;
    return last > 0
        && word.charAt(last) == word.charAt(last - 1)
        && "bdfgmnprt".indexOf(word.charAt(last)) >= 0;
  }

  // A vowel between consonants, the second of which is not w, x or Y; or a vowel that begins it.
  private boolean endsInShortSyllable(int end) {
    if (end < 2 || isVowel(end - 1) || !isVowel(end - 2)) {
      return false;
    }
    return end == 2 || (!isVowel(end - 3) && "wxY".indexOf(word.charAt(end - 1)) < 0);
  }

  private void turnFinalY() {
    int last = word.length() - 1;
    if (last > 1 && (word.charAt(last) == 'y' || word.charAt(last) == 'Y') && !isVowel(last - 1)) {
      word.setCharAt(last, 'i');
    }
  }

  private void replace(String[][] step) {
    for (String[] rule : step) {
      if (ends(rule[0])) {
        int start = word.length() - rule[0].length();
        if (start >= region1 && mayReplace(rule[0], start)) {
          word.replace(start, word.length(), rule[1]);
        }
        return;
      }
    }
  }

  private boolean mayReplace(String ending, int start) {
    return switch (ending) {
      case "ogi" -> start > 0 && word.charAt(start - 1) == 'l';
      case "li" -> start > 0 && "cdeghkmnrt".indexOf(word.charAt(start - 1)) >= 0;
      case "ative" -> start >= region2;
      default -> true;
    };
  }

  private void cutDerivation() {
    for (String ending : STEP_4) {
      if (ends(ending)) {
        int start = word.length() - ending.length();
        boolean fits =
            !ending.equals("ion") || (start > 0 && "st".indexOf(word.charAt(start - 1)) >= 0);
        if (start >= region2 && fits) {
          cut(ending.length());
        }
        return;
      }
    }
  }

  private void cutFinal() {
    int last = word.length() - 1;
    if (ends("e")) {
      if (last >= region2 || (last >= region1 && !endsInShortSyllable(last))) {
        cut(1);
      }
    } else if (ends("ll") && last >= region2) {
      cut(1);
    }
  }
}
