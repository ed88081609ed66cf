package io.codingrouter.signal;

/** Bytes of a text in UTF-8; what has no form there counts as the {@code ?} that stands for it. */
record ByteCount() implements StructureCount {
  @Override
  public int in(String text, StructureMatches matches) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        if (!Character.isSurrogate(c)) {
          bytes += c < 0x800 ? 1 : 2;
        } else if (Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          bytes += 2; // two units are four bytes
          i++;
        }
      }
    }
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }
}
