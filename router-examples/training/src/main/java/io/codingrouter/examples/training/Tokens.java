package io.codingrouter.examples.training;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.util.ArrayList;
import java.util.List;

/** The rows that a sentence adds up: its tokens, without the marks at its ends. */
final class Tokens {
  private final HuggingFaceTokenizer tokenizer;

  Tokens(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /** The tokens of a text, cut where the teacher stops reading. */
  int[] ids(String text) {
    long[] ids = tokenizer.encode(text).getIds();
    int[] out = new int[Math.min(ids.length, Teacher.MAX_TOKENS) - 2];
    for (int i = 0; i < out.length; i++) {
      out[i] = (int) ids[i + 1];
    }
    return out;
  }

  List<int[]> ids(List<String> texts) {
    List<int[]> out = new ArrayList<>(texts.size());
    texts.forEach(text -> out.add(ids(text)));
    return out;
  }
}
