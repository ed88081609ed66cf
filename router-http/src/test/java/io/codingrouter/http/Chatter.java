package io.codingrouter.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Collections;

/** Answers with many chunks, rendered beforehand, as fast as the client takes them. */
final class Chatter implements LoopbackServer.Answer {
  private static final int AT_ONCE = 32;
  private static final String CHUNK =
      """
      {"id":"chatcmpl-8f3c2a","object":"chat.completion.chunk","created":1764000000,\
      "model":"small-4b","choices":[{"index":0,"delta":{%s},"logprobs":null,\
      "finish_reason":%s}]}""";

  /** A chunk of one word. */
  static final String WORD = CHUNK.formatted("\"content\":\" word\"", "null");

  /** The last chunk. */
  static final String STOP = CHUNK.formatted("", "\"stop\"");

  private final int chunks;
  private final byte[] words;

  /**
   * Prepares the answer.
   *
   * @param chunks how many words, in multiples of 32
   * @param flushed whether each event is a chunk of the body of its own, as servers of models do,
   *     rather than as many at once as fit
   */
  Chatter(int chunks, boolean flushed) {
    this.chunks = chunks;
    this.words = flushed ? flushed() : batched();
  }

  private static byte[] batched() {
    return LoopbackServer.piece(String.join("\n\ndata: ", Collections.nCopies(AT_ONCE, WORD)));
  }

  private static byte[] flushed() {
    byte[] all = {};
    for (int i = 0; i < AT_ONCE; i++) {
      all = LoopbackServer.concat(all, LoopbackServer.piece(WORD));
    }
    return all;
  }

  @Override
  public boolean to(String body, Socket connection) throws IOException {
    OutputStream out = connection.getOutputStream();
    out.write(LoopbackServer.STREAM);
    for (int i = 0; i < chunks / AT_ONCE; i++) {
      out.write(words);
    }
    out.write(LoopbackServer.piece(STOP));
    out.write(LoopbackServer.piece("[DONE]"));
    out.write(LoopbackServer.END);
    return true;
  }
}
