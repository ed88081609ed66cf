package io.codingrouter.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The words that a field takes, and what each stands for. Case does not count.
 *
 * @param <E> what a word stands for
 */
final class Words<E> {
  private final Map<String, E> byPlain = new LinkedHashMap<>();
  private final List<String> written = new ArrayList<>();

  private Words() {}

  /** Words that stand for themselves. */
  static Words<String> of(String... words) {
    return of(List.of(words), word -> word);
  }

  /** Words for values, such as those of an enum. */
  static <E> Words<E> of(Collection<E> values, Function<E, String> name) {
    Words<E> words = new Words<>();
    for (E value : values) {
      words.written.add(name.apply(value));
      words.byPlain.put(name.apply(value).toLowerCase(Locale.ROOT), value);
    }
    return words;
  }

  Optional<E> find(String word) {
    return Optional.ofNullable(byPlain.get(word.strip().toLowerCase(Locale.ROOT)));
  }

  /** The words as they are written. */
  List<String> written() {
    return written;
  }

  /** What to say of a word that is none of these. */
  String complaint(String word) {
    return "must be " + join(written) + Nearest.hint(word, written);
  }

  /** A word in lower case with {@code _} for {@code -} and spaces. */
  static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
  }

  /** The words as a list in a sentence. */
  static String join(List<String> words) {
    if (words.size() == 1) {
      return words.get(0);
    }
    int last = words.size() - 1;
    return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }
}
