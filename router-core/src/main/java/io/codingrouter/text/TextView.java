package io.codingrouter.text;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A text and what is known about it, worked out once, when first asked for, and shared by all who
 * read it.
 *
 * <p>Detectors read the <em>normalised</em> text: what a reader sees, without what an attacker
 * hides or disguises. Its indices are not those of the original; {@link #originalStart} and {@link
 * #originalEnd} lead back, {@link #normalisedStart} and {@link #normalisedEnd} there. {@link
 * #words} stand in the normalised text, all {@link Span}s in the original. For ASCII the normalised
 * text is the original itself.
 *
 * <p>All offsets count UTF-16 units. Everything takes time and memory linear in the text. A text
 * need not be well-formed: lone surrogates stay. Immutable and safe for concurrent use; {@link
 * #toString()} never shows the text.
 */
public final class TextView {
  private static final int DEEPEST = 2;

  private final String original;
  private final int depth;

  // Each is worked out on demand. Threads that race compute the same immutable value.
  private @Nullable Normalised normalised;
  private @Nullable String folded;
  private @Nullable Words words;
  private @Nullable List<Span> sentences;
  private @Nullable List<Span> spans;
  private @Nullable List<Decoded> decoded;

  TextView(String original, int depth) {
    this.original = original;
    this.depth = depth;
  }

  /**
   * Views a text.
   *
   * @param text any text; it need not be well-formed UTF-16
   * @return the view
   */
  public static TextView of(String text) {
    return new TextView(Objects.requireNonNull(text, "text"), 0);
  }

  /**
   * Returns the text as it was given.
   *
   * @return the original
   */
  public String original() {
    return original;
  }

  /**
   * Returns the length of the original.
   *
   * @return UTF-16 units
   */
  public int length() {
    return original.length();
  }

  /**
   * Returns the text as a reader sees it: in Unicode's form NFKC, with one shape for hyphens and
   * single quotation marks; without what cannot be seen, joiners of Indic, Arabic and emoji
   * excepted; without decoration by combining marks; and with words that mix alphabets put back
   * into one where their letters allow it. Normalising it again changes nothing.
   *
   * @return the normalised text; the original itself if nothing changes
   */
  public String normalised() {
    return normalisation().text();
  }

  /**
   * Returns the normalised text in lower case. Its offsets are those of the normalised text: no
   * letter changes its length.
   *
   * @return the folded text; the normalised text itself if nothing changes
   */
  public String folded() {
    String known = folded;
    if (known == null) {
      known = Letters.fold(normalised());
      folded = known;
    }
    return known;
  }

  /**
   * Returns where in the original a part of the normalised text begins.
   *
   * @param start index of the part's first unit, 0 to the length of the normalised text
   * @return index in the original
   * @throws IndexOutOfBoundsException if there is no such index
   */
  public int originalStart(int start) {
    check(start, normalised());
    return start == normalised().length() ? original.length() : map().originalStart(start);
  }

  /**
   * Returns where in the original a part of the normalised text ends. With {@link #originalStart}
   * it spans all that the part was made of, and what was removed inside it.
   *
   * @param end index behind the part's last unit, 0 to the length of the normalised text
   * @return index in the original
   * @throws IndexOutOfBoundsException if there is no such index
   */
  public int originalEnd(int end) {
    check(end, normalised());
    return map().originalEnd(end);
  }

  /**
   * Returns where in the normalised text a part of the original begins.
   *
   * @param start index of the part's first unit, 0 to {@link #length()}
   * @return index in the normalised text; that of what follows, if the first unit was removed
   * @throws IndexOutOfBoundsException if there is no such index
   */
  public int normalisedStart(int start) {
    check(start, original);
    return start == original.length() ? normalised().length() : map().normalisedStart(start);
  }

  /**
   * Returns where in the normalised text a part of the original ends.
   *
   * @param end index behind the part's last unit, 0 to {@link #length()}
   * @return index in the normalised text; never before {@link #normalisedStart} of the same part
   * @throws IndexOutOfBoundsException if there is no such index
   */
  public int normalisedEnd(int end) {
    check(end, original);
    return map().normalisedEnd(end);
  }

  /**
   * Returns the words of the normalised text.
   *
   * @return its words, in order
   */
  public Words words() {
    Words known = words;
    if (known == null) {
      known = Words.of(normalised());
      words = known;
    }
    return known;
  }

  /**
   * Returns the sentences; headings and items of lists count as such.
   *
   * @return their places in the original, in order, without the white space around them
   */
  public List<Span> sentences() {
    List<Span> known = sentences;
    if (known == null) {
      known = Spans.sentences(this);
      sentences = known;
    }
    return known;
  }

  /**
   * Returns all that stands out, sentences excepted.
   *
   * @return places in the original, by start, the longer first; they may lie inside each other
   */
  public List<Span> spans() {
    List<Span> known = spans;
    if (known == null) {
      known = Spans.all(this);
      spans = known;
    }
    return known;
  }

  /**
   * Returns what stands out of one kind.
   *
   * @param kind the kind
   * @return places in the original, by start
   */
  public List<Span> spans(Span.Kind kind) {
    if (kind == Span.Kind.SENTENCE) {
      return sentences();
    }
    if (kind == Span.Kind.HIDDEN) {
      return normalisation().hidden();
    }
    return spans().stream().filter(span -> span.kind() == kind).toList();
  }

  /**
   * Returns what the text says in encoded form, encodings inside encodings included: two deep, at
   * most 4,096 parts and 1,048,576 units together, 65,536 each; what is longer is cut.
   *
   * @return decoded parts by kind of encoding and place; empty for most texts
   */
  public List<Decoded> decoded() {
    List<Decoded> known = decoded;
    if (known == null) {
      known = depth < DEEPEST ? Decodings.of(this, depth) : List.of();
      decoded = known;
    }
    return known;
  }

  private Normalised normalisation() {
    Normalised known = normalised;
    if (known == null) {
      known = Normaliser.normalise(original);
      normalised = known;
    }
    return known;
  }

  private OffsetMap map() {
    return normalisation().map();
  }

  private static void check(int index, String text) {
    Objects.checkIndex(index, text.length() + 1);
  }

  /** Prints the length, never the text. */
  @Override
  public String toString() {
    return "TextView[" + original.length() + " characters]";
  }
}
