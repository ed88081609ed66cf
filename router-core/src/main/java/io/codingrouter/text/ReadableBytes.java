package io.codingrouter.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Tells bytes that are a text from those that are not. */
final class ReadableBytes {
  private ReadableBytes() {}

  /**
   * Reads bytes as UTF-8.
   *
   * @return the text, or null if the bytes are none: malformed, or with characters that no text has
   */
  static @Nullable String of(byte[] bytes, int length) {
    // At its end a character may be cut.
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer text = CharBuffer.allocate(length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes, 0, length), text, false);
    text.flip();
    if (result.isError()) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isTextual(text.charAt(i))) {
        return null;
      }
    }
    return text.toString();
  }

  private static boolean isTextual(char c) {
    if (c < 127) {
      return c >= ' ' || (c >= '\t' && c <= '\r');
    }
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.UNASSIGNED
        && type != Character.PRIVATE_USE;
  }
}
