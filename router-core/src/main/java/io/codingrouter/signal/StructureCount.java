package io.codingrouter.signal;

import java.util.List;

/** What a structure signal counts, compiled. Immutable. */
interface StructureCount {
  /**
   * Counts.
   *
   * @param text what the signal reads
   * @param matches what was counted in the request before
   */
  int in(String text, StructureMatches matches);

  /** What was found, in words of the configuration; counted before. */
  default List<String> found(StructureMatches matches) {
    return List.of();
  }
}
