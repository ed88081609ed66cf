package io.codingrouter.text;

import java.util.Objects;

/**
 * Something that stands out in a text, by its place in the original.
 *
 * @param start first UTF-16 unit
 * @param end behind the last UTF-16 unit, more than {@code start}
 * @param kind what it is
 */
public record Span(int start, int end, Kind kind) {

  /** What a span is. More kinds may come: a {@code switch} needs a default. */
  public enum Kind {
    /** A sentence, a heading or an item of a list. */
    SENTENCE,
    /** A number with its sign, currency and unit: {@code 12}, {@code $1,000.50}, {@code 5 km/h}. */
    NUMBER,
    /** An address with a scheme, or one that begins with {@code www.}. */
    URL,
    /** The path or the name of a file: {@code src/Main.java}, {@code C:\temp}, {@code pom.xml}. */
    PATH,
    /** A word written as code is: {@code camelCase}, {@code snake_case}, {@code run()}. */
    IDENTIFIER,
    /** Quoted text with its quotation marks; it stays within a paragraph. */
    QUOTE,
    /** A block of code with its fences; one that is not closed ends with the text. */
    FENCED_CODE,
    /** Code between backticks, with them. */
    INLINE_CODE,
    /**
     * Characters that nobody sees and that have no honest use where they stand: tag characters,
     * zero-width characters, bidi controls. Joiners of Indic, Arabic and emoji are not among them.
     */
    HIDDEN
  }

  /** Checks the span. */
  public Span {
    Objects.requireNonNull(kind, "kind");
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("a span must not be empty: " + start + " to " + end);
    }
  }
}
