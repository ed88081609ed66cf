package io.codingrouter.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;

/** A text that comes in fragments; of sound, each fragment may be base64 of its own. */
final class JoinedText implements Joined {
  /** Base64 is written in groups of this many characters; only the last one is padded. */
  private static final int GROUP = 4;

  private final StringBuilder text;
  private final boolean base64;

  JoinedText(String begun, boolean base64) {
    this.text = new StringBuilder(begun);
    this.base64 = base64;
  }

  void append(String fragment) {
    boolean padded = base64 && text.length() >= GROUP && text.charAt(text.length() - 1) == '=';
    text.append(padded ? unpadded(fragment) : fragment);
  }

  // Padding may stand at the end alone, so the bytes of the last group go into the next.
  private String unpadded(String fragment) {
    int last = text.length() - GROUP;
    try {
      byte[] before = Base64.getDecoder().decode(text.substring(last));
      byte[] after = Base64.getDecoder().decode(fragment);
      byte[] both = new byte[before.length + after.length];
      System.arraycopy(before, 0, both, 0, before.length);
      System.arraycopy(after, 0, both, before.length, after.length);
      text.setLength(last);
      return Base64.getEncoder().encodeToString(both);
    } catch (IllegalArgumentException e) {
      return fragment; // some other text that ends like it
    }
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  @Override
  public JsonNode toJson() {
    return Json.NODES.textNode(text.toString());
  }

  /** Prints the length, never the text. */
  @Override
  public String toString() {
    return "JoinedText[" + text.length() + " characters]";
  }
}
