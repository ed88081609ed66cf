package io.codingrouter.text;

import io.codingrouter.text.Span.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects spans: they are found in the normalised text and told of the original. */
final class Spans {
  private static final Comparator<Span> ORDER =
      Comparator.comparingInt(Span::start).thenComparing(Span::end, Comparator.reverseOrder());

  private final TextView view;
  private final List<Span> found = new ArrayList<>();
  private int sentenceEnd;

  private Spans(TextView view) {
    this.view = view;
  }

  static List<Span> all(TextView view) {
    Spans spans = new Spans(view);
    String text = view.normalised();
    CodeBlocks.find(text, spans);
    Quotes.find(text, spans);
    Tokens.find(text, spans);
    spans.found.addAll(view.spans(Kind.HIDDEN));
    spans.found.sort(ORDER);
    return List.copyOf(spans.found);
  }

  static List<Span> sentences(TextView view) {
    Spans spans = new Spans(view);
    Sentences.find(view.normalised(), spans);
    return List.copyOf(spans.found);
  }

  /** Adds a sentence. One that ends inside of what was one in the original leaves the rest out. */
  void addSentence(int start, int end) {
    int from = Math.max(view.originalStart(start), sentenceEnd);
    sentenceEnd = view.originalEnd(end);
    if (from < sentenceEnd) {
      found.add(new Span(from, sentenceEnd, Kind.SENTENCE));
    }
  }

  /** Adds a span by its place in the normalised text. */
  void add(int start, int end, Kind kind) {
    found.add(new Span(view.originalStart(start), view.originalEnd(end), kind));
  }
}
