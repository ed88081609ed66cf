package io.codingrouter.config;

import io.codingrouter.text.Spelling;
import java.util.Collection;
import java.util.Optional;

/** Finds the word that somebody who mistyped may have meant. */
final class Nearest {
  private static final int LONGEST = 128;

  private Nearest() {}

  /** {@code ; did you mean …?}, or nothing if no word is near. */
  static String hint(String word, Collection<String> known) {
    return find(word, known).map(near -> "; did you mean \"" + near + "\"?").orElse("");
  }

  /** The known word at the least distance, if that is small against its length. */
  static Optional<String> find(String word, Collection<String> known) {
    String plain = Words.plain(word.strip());
    if (plain.isEmpty() || plain.length() > LONGEST) {
      return Optional.empty();
    }
    String nearest = null;
    int least = Math.max(1, Math.min(plain.length() / 3, 8)) + 1;
    for (String candidate : known) {
      String other = Words.plain(candidate);
      if (Math.abs(other.length() - plain.length()) < least) {
        int distance = Spelling.distance(plain, other);
        if (distance < least) {
          least = distance;
          nearest = candidate;
        }
      }
    }
    return nearest != null ? Optional.of(nearest) : containing(plain, known);
  }

  private static Optional<String> containing(String plain, Collection<String> known) {
    if (plain.length() < 4) {
      return Optional.empty();
    }
    return known.stream()
        .filter(candidate -> Words.plain(candidate).contains(plain))
        .findFirst()
        .or(
            () ->
                known.stream()
                    .filter(c -> c.length() > 3 && plain.contains(Words.plain(c)))
                    .findFirst());
  }
}
