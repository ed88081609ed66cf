package io.codingrouter.http.fault;

import java.io.IOException;

/** What a server does with one request. */
@FunctionalInterface
interface Play {
  /**
   * Answers, or fails to.
   *
   * @throws IOException if the client leaves meanwhile, which is no matter
   */
  void answer(Exchange exchange) throws IOException;
}
