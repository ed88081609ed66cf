package io.codingrouter.signal;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the structure signals have counted in one request, each thing once. Holds no text. Used by
 * one thread.
 */
final class StructureMatches {
  private final StructureIndex index;
  private final @Nullable KeywordTally[] tallies; // by scan
  private @Nullable Map<TextSource, Integer> words;
  private @Nullable Map<TextSource, long[]> parts;

  StructureMatches(StructureIndex index) {
    this.index = index;
    this.tallies = new KeywordTally[index.scans().size()];
  }

  /** What a scan counts in its text, or has counted before. */
  KeywordTally tally(int scan, String text) {
    KeywordTally tally = tallies[scan];
    if (tally == null) {
      tally = index.scans().get(scan).count(text);
      tallies[scan] = tally;
    }
    return tally;
  }

  /** Which parts of patterns are in the text of a source. */
  long[] parts(TextSource source, String text) {
    Map<TextSource, long[]> known = parts;
    if (known == null) {
      known = new EnumMap<>(TextSource.class);
      parts = known;
    }
    return known.computeIfAbsent(source, absent -> index.parts().in(text));
  }

  /** How many words the text of a source has. */
  int words(TextSource source, String text) {
    Map<TextSource, Integer> known = words;
    if (known == null) {
      known = new EnumMap<>(TextSource.class);
      words = known;
    }
    return known.computeIfAbsent(source, absent -> TextUnits.count(text));
  }
}
