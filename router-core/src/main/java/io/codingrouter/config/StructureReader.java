package io.codingrouter.config;

import io.codingrouter.signal.Bounds;
import io.codingrouter.signal.StructureRule;
import io.codingrouter.signal.StructureRule.Feature;
import io.codingrouter.signal.StructureRule.Keywords;
import io.codingrouter.signal.StructureRule.Regex;
import io.codingrouter.signal.StructureRule.Sequences;
import io.codingrouter.signal.StructureRule.Source;
import io.codingrouter.signal.StructureRule.TextBytes;
import io.codingrouter.signal.TextSource;
import java.util.ArrayList;
import java.util.List;

/** Reads signals on the form of a text. */
final class StructureReader {
  private static final Words<Feature> FEATURES =
      Words.of(List.of(Feature.values()), Feature::configName);
  private static final Words<String> SOURCES =
      Words.of("regex", "keyword_set", "sequence", "text_bytes");
  private static final Words<TextSource> TEXTS =
      Words.of(List.of(TextSource.values()), TextSource::configName);
  private static final int SHORTEST_SEQUENCE = 2;

  private record Measure(Feature feature, Source source) {
    static final Measure NONE = new Measure(Feature.COUNT, new TextBytes());
  }

  private StructureReader() {}

  static StructureRule read(Section section, String name) {
    section.field("description").text();
    Measure measure =
        section
            .field("feature")
            .required("what is counted: {type: count, source: {type: regex, pattern: '[?]'}}")
            .section(StructureReader::measure)
            .orElse(Measure.NONE);
    Field predicate = section.field("predicate");
    if (measure.feature() == Feature.EXISTS && predicate.isPresent()) {
      predicate.problem("belongs to type: count or density; exists takes none");
    }
    return new StructureRule(
        name,
        section.field("source").word(TEXTS).orElse(TextSource.ASK),
        measure.feature(),
        measure.source(),
        predicate.section(BoundsReader::read).orElse(Bounds.NONE));
  }

  private static Measure measure(Section section) {
    Field type = section.field("type").required("exists, count, density or sequence");
    Feature feature = type.word(FEATURES).orElse(Feature.COUNT);
    Source source =
        section
            .field("source")
            .required("what is counted, such as {type: regex, pattern: '[?]'}")
            .section(StructureReader::source)
            .orElse(Measure.NONE.source());
    if (source instanceof TextBytes && feature != Feature.COUNT) {
      type.problem("must be count where source.type is text_bytes");
    }
    if (!(source instanceof Sequences) && feature == Feature.SEQUENCE) {
      type.problem("sequence takes source.type: sequence");
    }
    return new Measure(feature, source);
  }

  private static Source source(Section section) {
    String type =
        section
            .field("type")
            .required("regex, keyword_set, sequence or text_bytes")
            .word(SOURCES)
            .orElse("");
    Field pattern = of("regex", type, section.field("pattern"));
    Field keywords = of("keyword_set", type, section.field("keywords"));
    Field sequences = of("sequence", type, section.field("sequences"));
    boolean caseSensitive = section.field("case_sensitive").flag().orElse(false);
    return switch (type) {
      case "regex" -> new Regex(pattern(pattern), caseSensitive);
      case "keyword_set" -> new Keywords(keywords(keywords), caseSensitive);
      case "sequence" -> new Sequences(sequences(sequences), caseSensitive);
      default -> new TextBytes();
    };
  }

  /** Makes it a problem if a key belongs to another type of source than the one that is written. */
  private static Field of(String owner, String type, Field field) {
    if (field.isPresent() && !type.isEmpty() && !type.equals(owner)) {
      field.problem("belongs to type: " + owner);
    }
    return field;
  }

  private static String pattern(Field field) {
    String pattern = field.required("a regular expression").text().orElse("");
    if (!pattern.isEmpty()) {
      PatternReader.check(field);
    }
    return pattern;
  }

  private static List<String> keywords(Field field) {
    field.required("a list of words");
    if (field.isEmptyList()) {
      field.problem("must have at least one keyword");
    }
    return field.texts();
  }

  private static List<List<String>> sequences(Field field) {
    field.required("a list of lists of words, such as [[first, then]]");
    if (field.isEmptyList()) {
      field.problem("must have at least one sequence");
    }
    List<List<String>> sequences = new ArrayList<>();
    for (Field item : field.items()) {
      if (item.isList() && item.items().size() < SHORTEST_SEQUENCE) {
        item.problem("must have at least two words to stand in order");
      }
      sequences.add(item.texts());
    }
    return sequences;
  }
}
