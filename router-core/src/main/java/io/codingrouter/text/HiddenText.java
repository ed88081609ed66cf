package io.codingrouter.text;

import io.codingrouter.text.Decoded.Encoding;
import java.util.List;

/** Reads what hidden characters say: tags are ASCII, variation selectors are bytes. */
final class HiddenText {
  private static final int WIDEST_GAP = 32;

  private final String text;
  private final Decodings decodings;
  private final StringBuilder tags = new StringBuilder();
  private final byte[] bytes;
  private int selectors;
  private int start;
  private int end;

  private HiddenText(String text, Decodings decodings) {
    this.text = text;
    this.decodings = decodings;
    this.bytes = new byte[Math.min(Decodings.LONGEST, text.length())];
  }

  static void find(TextView view, Decodings decodings) {
    List<Span> hidden = view.spans(Span.Kind.HIDDEN);
    if (!hidden.isEmpty()) {
      new HiddenText(view.original(), decodings).run(hidden);
    }
  }

  private void run(List<Span> hidden) {
    for (Span span : hidden) {
      if (span.start() - end > WIDEST_GAP) {
        flush();
      }
      if (tags.isEmpty() && selectors == 0) {
        start = span.start();
      }
      for (int i = span.start(); i < span.end(); ) {
        int codePoint = text.codePointAt(i);
        read(codePoint);
        i += Character.charCount(codePoint);
      }
      end = span.end();
    }
    flush();
  }

  private void read(int codePoint) {
    if (codePoint >= 0xE0020 && codePoint < 0xE007F) {
      tags.append((char) (codePoint - 0xE0000));
    } else if (selectors < bytes.length) {
      if (codePoint >= 0xFE00 && codePoint <= 0xFE0F) {
        bytes[selectors++] = (byte) (codePoint - 0xFE00);
      } else if (codePoint >= 0xE0100 && codePoint <= 0xE01EF) {
        bytes[selectors++] = (byte) (codePoint - 0xE0100 + 16);
      }
    }
  }

  private void flush() {
    decodings.addOriginal(Encoding.TAGS, start, end, tags.toString());
    String read = selectors > 1 ? ReadableBytes.of(bytes, selectors) : null;
    if (read != null) {
      decodings.addOriginal(Encoding.SELECTORS, start, end, read);
    }
    tags.setLength(0);
    selectors = 0;
  }
}
