package io.codingrouter.signal;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Keyword search as slow and plain as it can be written, to hold the automaton against. It shares
 * no code with it: scripts are asked of the JDK, and every place of the text is tried.
 */
final class NaiveSearch {
  private static final Set<Character.UnicodeScript> UNSPACED =
      Set.of(
          Character.UnicodeScript.HAN,
          Character.UnicodeScript.HIRAGANA,
          Character.UnicodeScript.KATAKANA,
          Character.UnicodeScript.BOPOMOFO,
          Character.UnicodeScript.YI,
          Character.UnicodeScript.THAI,
          Character.UnicodeScript.LAO,
          Character.UnicodeScript.KHMER,
          Character.UnicodeScript.MYANMAR,
          Character.UnicodeScript.TIBETAN);

  // Sound and length marks are of no script of their own.
  private static final Set<Character.UnicodeBlock> KANA =
      Set.of(Character.UnicodeBlock.HIRAGANA, Character.UnicodeBlock.KATAKANA);

  private NaiveSearch() {}

  static boolean contains(String text, String keyword, boolean caseSensitive) {
    return !places(text, keyword, caseSensitive).isEmpty();
  }

  /** How often a keyword occurs without overlapping itself. */
  static int count(String text, String keyword, boolean caseSensitive) {
    int count = 0;
    int end = 0;
    for (Place place : places(text, keyword, caseSensitive)) {
      if (place.start() >= end) {
        count++;
        end = place.end();
      }
    }
    return count;
  }

  /** Whether keywords occur one after the other, in any way at all. */
  static boolean inOrder(String text, List<String> keywords, boolean caseSensitive) {
    return inOrder(text, keywords, caseSensitive, 0);
  }

  private static boolean inOrder(
      String text, List<String> keywords, boolean caseSensitive, int from) {
    return keywords.isEmpty()
        || places(text, keywords.get(0), caseSensitive).stream()
            .filter(place -> place.start() >= from)
            .anyMatch(
                place ->
                    inOrder(
                        text, keywords.subList(1, keywords.size()), caseSensitive, place.end()));
  }

  private record Place(int start, int end) {}

  private static List<Place> places(String text, String keyword, boolean caseSensitive) {
    List<Place> places = new ArrayList<>();
    List<String> words = characters(text, caseSensitive);
    List<String> wanted = characters(keyword.replace('\u00a0', ' ').strip(), caseSensitive);
    for (int at = 0; at + wanted.size() <= words.size(); at++) {
      int end = at + wanted.size();
      boolean cutsBefore = at > 0 && isWord(words.get(at - 1)) && isWord(words.get(at));
      boolean cutsAfter =
          end < words.size() && isWord(words.get(end - 1)) && isWord(words.get(end));
      if (!cutsBefore && !cutsAfter && words.subList(at, end).equals(wanted)) {
        places.add(new Place(at, end));
      }
    }
    return places;
  }

  private static List<String> characters(String text, boolean caseSensitive) {
    List<String> characters = new ArrayList<>();
    Normalizer.normalize(text, Normalizer.Form.NFC)
        .codePoints()
        .mapToObj(Character::toString)
        .map(c -> c.isBlank() || c.equals("\u00a0") ? " " : c)
        .map(c -> caseSensitive ? c : c.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT))
        .forEach(
            c -> {
              boolean again =
                  !characters.isEmpty() && characters.get(characters.size() - 1).equals(" ");
              if (!(again && c.equals(" "))) {
                characters.add(c);
              }
            });
    return characters;
  }

  static boolean isWord(String character) {
    int c = character.codePointAt(0);
    boolean mark =
        Character.getType(c) == Character.NON_SPACING_MARK
            || Character.getType(c) == Character.COMBINING_SPACING_MARK;
    return (c == '_' || Character.isLetterOrDigit(c) || mark)
        && !UNSPACED.contains(Character.UnicodeScript.of(c))
        && !KANA.contains(Character.UnicodeBlock.of(c));
  }
}
