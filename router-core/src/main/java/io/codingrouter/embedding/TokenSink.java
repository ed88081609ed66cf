package io.codingrouter.embedding;

/** Receives the tokens of a text in order. */
@FunctionalInterface
interface TokenSink {

  /**
   * Takes one token.
   *
   * @param id its row in the vocabulary
   */
  void accept(int id);
}
