package io.codingrouter.signal;

import io.codingrouter.message.ChatRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How coding agents wrap what a human asks, and the way back to the ask. Immutable and safe for
 * concurrent use.
 *
 * <p>An agent sends far more than its user typed: rules of the project, the state of the editor,
 * files, reminders, output of tools. All of it is full of words that would fire signals, so it is
 * taken off by a table of the signs that agents leave: tags and first sentences. The table is a
 * list by agent in {@code StandardMarkers}; the kinds of signs, and what each does, are {@code
 * Marker.Kind}. Each part of a message's content is judged by itself, in this order:
 *
 * <ol>
 *   <li><b>Unwrap.</b> Some agents put the human's words into a tag or behind a heading. Where any
 *       such sign is in a message, its inside is human and the rest of that message is not.
 *   <li><b>Skip.</b> A part that begins with a known sentence is the agent's as a whole.
 *   <li><b>Strip.</b> Blocks of known tags are cut out. A block that is not closed is kept: better
 *       too much than a question lost.
 * </ol>
 *
 * <p>Tags that are ordinary words count only under a condition that the agent meets and a human who
 * writes about XML does not. What a human pastes that looks like an envelope in every character is
 * taken for one. Reading takes time linear in the text, whatever it is.
 */
public final class Envelopes {
  private static final Envelopes STANDARD = new Envelopes(StandardMarkers.ALL);
  private static final int ASCII = 128;

  private final List<Marker> markers;
  private final Map<String, Marker> tags = new HashMap<>();
  private final Marker[][] partSentences;
  private final Marker[][] lineSentences;
  private final List<Marker> headings;
  private final List<Marker> reminders;
  private final int longestTag;

  private Envelopes(List<Marker> markers) {
    this.markers = markers;
    for (Marker marker : markers) {
      if (marker.kind().isTag()) {
        tags.put(marker.text(), marker);
      }
    }
    this.partSentences =
        byFirst(markers.stream().filter(marker -> marker.kind().beginsPart()).toList());
    this.lineSentences =
        byFirst(markers.stream().filter(marker -> marker.kind().beginsLine()).toList());
    this.headings = ofKind(markers, Marker.Kind.ASK_AFTER);
    this.reminders = ofKind(markers, Marker.Kind.ASK_WITHIN);
    this.longestTag = tags.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  private static List<Marker> ofKind(List<Marker> markers, Marker.Kind kind) {
    return markers.stream().filter(marker -> marker.kind() == kind).toList();
  }

  // Sentences that begin with another character than one of ASCII share a place with NUL.
  private static Marker[][] byFirst(List<Marker> sentences) {
    Marker[][] byFirst = new Marker[ASCII][];
    for (int first = 0; first < ASCII; first++) {
      int wanted = first;
      byFirst[first] =
          sentences.stream()
              .filter(sentence -> place(sentence.text().charAt(0)) == wanted)
              .toArray(Marker[]::new);
    }
    return byFirst;
  }

  private static int place(char first) {
    return first < ASCII ? first : 0;
  }

  /**
   * Returns the table of the agents that are known.
   *
   * @return the table, shared
   */
  public static Envelopes standard() {
    return STANDARD;
  }

  /**
   * Returns a table with further markers. A tag that is in the table already gets the new meaning,
   * without the condition that it may have had.
   *
   * @param strip tags whose whole blocks are an agent's words, as names without brackets
   * @param unwrap tags whose inside is what the human typed, as names without brackets
   * @param skip sentences that begin a part which is an agent's words
   * @return the longer table
   * @throws IllegalArgumentException if a tag is no name or a sentence is blank
   */
  public Envelopes plus(List<String> strip, List<String> unwrap, List<String> skip) {
    List<Marker> more = new ArrayList<>(markers);
    strip.forEach(tag -> more.add(Marker.of(Marker.Kind.STRIP, name(tag))));
    unwrap.forEach(tag -> more.add(Marker.of(Marker.Kind.UNWRAP, name(tag))));
    for (String sentence : skip) {
      if (sentence.isBlank()) {
        throw new IllegalArgumentException("a sentence to skip must not be blank");
      }
      more.add(Marker.of(Marker.Kind.SKIP, sentence.stripLeading()));
    }
    return new Envelopes(List.copyOf(more));
  }

  private static String name(String tag) {
    if (tag.isEmpty() || Tag.endOfName(tag, 0) < tag.length()) {
      throw new IllegalArgumentException(
          "a tag is written as its name, letters, digits, '-' and '_' without brackets, but was \""
              + tag
              + "\"");
    }
    return tag;
  }

  /**
   * Finds what the human asks.
   *
   * @param request the request
   * @return its text by source, worked out when it is asked for
   */
  public RequestText read(ChatRequest request) {
    return new RequestText(this, request);
  }

  /** Returns what is known of a tag, found by its name within a text. */
  @Nullable Marker tag(String text, int from, int to) {
    return to - from > longestTag ? null : tags.get(text.substring(from, to));
  }

  /** Returns the sentences that may begin a part which has a certain first character. */
  Marker[] partSentences(char first) {
    return partSentences[place(first)];
  }

  /** Returns the sentences that may begin a line which has a certain first character. */
  Marker[] lineSentences(char first) {
    return lineSentences[place(first)];
  }

  /** Returns the sentences that begin a part in which a heading stands before the ask. */
  List<Marker> headings() {
    return headings;
  }

  /** Returns the sentences that begin a reminder with an ask in it. */
  List<Marker> reminders() {
    return reminders;
  }

  /** Tells at a glance, where it can, that a part is nothing but what a human typed. */
  boolean isPlain(String text) {
    if (text.indexOf('<') >= 0 || text.indexOf('\n') >= 0) {
      return false;
    }
    int from = Tag.skipSpace(text, 0);
    if (from == text.length() || text.charAt(from) == '[') {
      return from == text.length();
    }
    for (Marker sentence : partSentences(text.charAt(from))) {
      if (text.startsWith(sentence.text(), from)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Envelopes other && markers.equals(other.markers);
  }

  @Override
  public int hashCode() {
    return markers.hashCode();
  }

  /** Prints how many signs are known. */
  @Override
  public String toString() {
    return "Envelopes[" + markers.size() + " markers]";
  }
}
