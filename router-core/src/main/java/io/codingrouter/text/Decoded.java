package io.codingrouter.text;

/**
 * What a part of a text says once it is decoded.
 *
 * @param encoding how it was encoded; the innermost encoding where one lay in another
 * @param start first UTF-16 unit of the encoded part in the original
 * @param end behind its last unit
 * @param view the decoded text
 */
public record Decoded(Encoding encoding, int start, int end, TextView view) {

  /** How a part was encoded. More may come: a {@code switch} needs a default. */
  public enum Encoding {
    /** Base64 of UTF-8 text in either alphabet, padded or not, in one line or wrapped. */
    BASE64,
    /** Hexadecimal bytes of UTF-8 text, in a row or separated. */
    HEX,
    /** Percent escapes, as in URLs. */
    PERCENT,
    /** HTML's character references. */
    HTML,
    /** Escapes as programming languages write them, by backslash and u, U or x. */
    BACKSLASH,
    /** Letters with separators between them. */
    SPACED,
    /** Tag characters: ASCII that no font shows. */
    TAGS,
    /** Bytes written as variation selectors. */
    SELECTORS
  }
}
