package io.codingrouter.config;

import io.codingrouter.signal.Projections;
import io.codingrouter.signal.Projections.Input;
import io.codingrouter.signal.Projections.ValueSource;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the summands of scores. */
final class InputReader {
  /** A measurement of a knowledge base, which nothing here takes. */
  static final String KB_METRIC = "kb_metric";

  private static final Words<String> TYPES = types();
  private static final Words<ValueSource> SOURCES =
      Words.of(List.of(ValueSource.values()), source -> source.name().toLowerCase(Locale.ROOT));
  private static final Set<String> COUNTED = Set.of("context", "structure", "conversation");
  private static final int HEAVIEST = 1_000_000;

  private final SignalNames signals;
  private List<String> undecided = new ArrayList<>();
  private List<ScoreReader.Link> links = new ArrayList<>();

  InputReader(SignalNames signals) {
    this.signals = signals;
  }

  private static Words<String> types() {
    List<String> types = new ArrayList<>(SignalKinds.TYPES.written());
    types.add(KB_METRIC);
    return Words.of(types, type -> type);
  }

  /** Whether what an input names can be found out here. */
  static boolean isDecided(String type) {
    return !type.equals(KB_METRIC) && !Inert.isSilent(type);
  }

  /** The inputs read since the last call that nothing here decides. */
  List<String> takeUndecided() {
    List<String> taken = undecided;
    undecided = new ArrayList<>();
    return taken;
  }

  /** The inputs read since the last call that are projections. */
  List<ScoreReader.Link> takeLinks() {
    List<ScoreReader.Link> taken = links;
    links = new ArrayList<>();
    return taken;
  }

  Input read(Section section) {
    String type = section.field("type").required("the kind of a signal").word(TYPES).orElse("");
    Field nameField = section.field("name");
    Field base = section.field("kb");
    Field metric = section.field("metric");
    double weight =
        section
            .field("weight")
            .required("what the value is multiplied with, such as 0.2 or -0.1")
            .number(-HEAVIEST, HEAVIEST)
            .map(BigDecimal::doubleValue)
            .orElse(0.0);
    ValueSource source = source(section.field("value_source"), type);
    double match = value(section.field("match"), 1, source);
    double miss = value(section.field("miss"), 0, source);
    if (type.isEmpty()) {
      return new Input("", "", weight, source, match, miss);
    }
    String name =
        type.equals(KB_METRIC) ? metric(nameField, base, metric) : signal(nameField, base, metric);
    Input input = new Input(type, name, weight, source, match, miss);
    if (type.equals(Projections.TYPE)) {
      links.add(new ScoreReader.Link(nameField, input));
    } else if (!type.equals(KB_METRIC)) {
      signals.check(nameField, type, name);
    }
    if (!isDecided(type)) {
      undecided.add(type + " " + Shown.key(name));
    }
    return input;
  }

  private static String signal(Field name, Field base, Field metric) {
    for (Field other : List.of(base, metric)) {
      if (other.isPresent()) {
        other.problem("belongs to type: " + KB_METRIC);
      }
    }
    return name.required("the name of the signal").text().orElse("");
  }

  private static String metric(Field name, Field base, Field metric) {
    if (name.isPresent()) {
      name.problem("does not go with type: " + KB_METRIC + ", which takes kb and metric");
    }
    return base.required("the name of a knowledge base").text().orElse("")
        + ":"
        + metric.required("what is measured of it").text().orElse("");
  }

  private static ValueSource source(Field field, String type) {
    boolean derived = type.equals(Projections.TYPE) || type.equals(KB_METRIC);
    Optional<ValueSource> written = field.word(SOURCES);
    ValueSource source = written.orElse(derived ? ValueSource.SCORE : ValueSource.BINARY);
    if (!derived && source == ValueSource.SCORE) {
      field.problem("score is of projections: write binary, confidence or raw");
    } else if (derived && (source == ValueSource.BINARY || source == ValueSource.RAW)) {
      field.problem("a projection has no such value: write score or confidence");
    } else if (source == ValueSource.RAW && COUNTED.contains(type)) {
      field.warn("the raw value of such a signal is its score of 0 to 1 here, not what it counts");
    }
    return source;
  }

  /** A value that counts with {@code binary} only. */
  private static double value(Field field, double otherwise, ValueSource source) {
    double value = field.number(-HEAVIEST, HEAVIEST).map(BigDecimal::doubleValue).orElse(otherwise);
    if (source != ValueSource.BINARY && value != otherwise) {
      field.warn("acts only with value_source: binary");
      field.noteUnused();
      return otherwise;
    }
    return value;
  }
}
