package io.codingrouter.http;

import io.codingrouter.message.ChatChunk;
import java.util.BitSet;

/** The choices of a stream in OpenAI's protocol: with {@code n} there are several, in turns. */
final class Choices {
  /** OpenAI allows 128; a number beyond this is a mistake, and must not cost memory. */
  private static final int MOST = 1024;

  private final BitSet begun = new BitSet();
  private final BitSet finished = new BitSet();

  void read(ChatChunk chunk) {
    for (int index : chunk.choices()) {
      if (index >= 0 && index < MOST) {
        begun.set(index);
        if (chunk.finishReason(index).isPresent()) {
          finished.set(index);
        }
      }
    }
  }

  /** Whether each choice that has begun has a reason to stop. */
  boolean areFinished() {
    return !begun.isEmpty() && finished.cardinality() == begun.cardinality();
  }
}
