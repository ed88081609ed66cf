package io.codingrouter.signal;

/**
 * Looks for keywords as they are written.
 *
 * @param source what is read
 * @param automaton what is looked for
 */
record LiteralSearch(TextSource source, Automaton automaton) implements KeywordSearch {
  @Override
  public long[] in(RequestText text, KeywordMatches matches) {
    return automaton.search(text.of(source));
  }

  @Override
  public long[] nothing() {
    return automaton.search("");
  }
}
