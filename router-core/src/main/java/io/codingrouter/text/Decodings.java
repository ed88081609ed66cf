package io.codingrouter.text;

import io.codingrouter.text.Decoded.Encoding;
import java.util.ArrayList;
import java.util.List;

/** Collects what a text says in encoded form, within bounds. */
final class Decodings {
  static final int LONGEST = 1 << 16;
  private static final int MOST = 4_096;
  private static final int LONGEST_TOGETHER = 1 << 20;

  private final TextView view;
  private final int depth;
  private final List<Decoded> found = new ArrayList<>();
  private int together;

  private Decodings(TextView view, int depth) {
    this.view = view;
    this.depth = depth;
  }

  static List<Decoded> of(TextView view, int depth) {
    Decodings decodings = new Decodings(view, depth);
    String text = view.normalised();
    HiddenText.find(view, decodings);
    Base64Runs.find(text, decodings);
    HexRuns.find(text, decodings);
    Escapes.find(text, decodings);
    SpacedLetters.find(text, decodings);
    return List.copyOf(decodings.found);
  }

  /** Adds what a part of the normalised text says. */
  void add(Encoding encoding, int start, int end, String text) {
    addOriginal(encoding, view.originalStart(start), view.originalEnd(end), text);
  }

  /** Adds what a part of the original says. */
  void addOriginal(Encoding encoding, int start, int end, String text) {
    int length = Math.min(LONGEST, text.length());
    if (length == 0 || !fits(length)) {
      return;
    }
    TextView inner = new TextView(text.substring(0, length), depth + 1);
    keep(new Decoded(encoding, start, end, inner));
    for (Decoded nested : inner.decoded()) {
      if (!fits(nested.view().length())) {
        return;
      }
      keep(new Decoded(nested.encoding(), start, end, nested.view()));
    }
  }

  private boolean fits(int length) {
    return found.size() < MOST && together + length <= LONGEST_TOGETHER;
  }

  private void keep(Decoded decoded) {
    found.add(decoded);
    together += decoded.view().length();
  }
}
