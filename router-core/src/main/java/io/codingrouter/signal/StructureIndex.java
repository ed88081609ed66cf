package io.codingrouter.signal;

import java.util.List;

/**
 * All structure signals of a router, compiled so that one pass over a text counts the keywords of
 * all those that read it. Immutable and safe for concurrent use.
 *
 * @param rules the rules; a rule's number is its place in this list
 * @param counts by rule: what it counts
 * @param scans what counts keywords
 * @param parts what patterns cannot match without
 */
record StructureIndex(
    List<StructureRule> rules,
    List<StructureCount> counts,
    List<KeywordScan> scans,
    PartSearch parts) {

  /**
   * Compiles rules.
   *
   * @throws IllegalArgumentException if a keyword is blank, or a pattern is no regular expression;
   *     the message names the rule
   */
  static StructureIndex compile(List<StructureRule> rules) {
    return new StructureCompiler().compile(rules);
  }
}
