package io.codingrouter.config;

import io.codingrouter.config.ConfigNode.Mapping;
import io.codingrouter.config.ConfigNode.Sequence;
import io.codingrouter.config.SpecCase.Demand;
import io.codingrouter.config.SpecCase.Kind;
import io.codingrouter.model.Location;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a policy file: our list of cases, or upstream's probes. */
final class SpecReader {
  private static final Words<Location> LOCATIONS =
      Words.of(List.of(Location.values()), l -> l.name().toLowerCase(Locale.ROOT));
  private static final List<Kind> TEXTS =
      List.of(Kind.DECISION, Kind.MODEL, Kind.REACHES, Kind.BLOCKED, Kind.ALGORITHM);

  private final String file;
  private final SpecRequest requests;

  private SpecReader(String file, Path folder) {
    this.file = file;
    this.requests = new SpecRequest(folder);
  }

  /**
   * Reads a text.
   *
   * @param file what the file is called, {@code ""} if it has no name
   * @param folder where files of requests are found
   */
  static List<SpecCase> read(String yaml, String file, Path folder) {
    Problems problems = new Problems();
    ConfigNode root = YamlComposer.root(yaml, problems);
    Reading reading = Reading.verbatim(problems);
    List<SpecCase> cases = new ArrayList<>();
    if (root instanceof Sequence list) {
      SpecReader reader = new SpecReader(file, folder);
      reading.root(list).sections(reader::cases).forEach(cases::addAll);
    } else if (root instanceof Mapping probes && probes.entries().containsKey("decisions")) {
      cases.addAll(new ProbeReader(file).read(new Section(reading, ConfigPath.ROOT, probes)));
    } else {
      throw problems.fatal(
          root.place(), "", "a policy is a list of cases: begin each with - prompt: or - request:");
    }
    problems.check();
    return List.copyOf(cases);
  }

  /** Where a case stands, as messages name it. */
  static String place(String file, Place place) {
    return (file.isEmpty() ? "" : file + ", ") + "line " + place.line();
  }

  private List<SpecCase> cases(Section section) {
    Optional<String> name = section.field("name").text().filter(n -> !n.isBlank());
    List<SpecRequest.Asked> asked = requests.read(section);
    List<Demand> demands = demands(section);
    if (Stream.of(Kind.values()).noneMatch(kind -> section.has(kind.configName()))) {
      section.problem(
          "demands nothing, so it could not fail: write decision, model, location, never,"
              + " redacted or blocked");
    }
    List<SpecCase> cases = new ArrayList<>();
    for (SpecRequest.Asked each : asked) {
      int number = cases.size() + 1;
      cases.add(
          new SpecCase(
              name.map(n -> asked.size() == 1 ? n : n + " #" + number),
              place(file, each.place()),
              each.request(),
              demands));
    }
    return cases;
  }

  private static List<Demand> demands(Section section) {
    List<Demand> demands = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (kind == Kind.UNCHECKED) {
        continue;
      }
      Field field = section.field(kind.configName());
      if (section.has(kind.configName()) && !field.isPresent()) {
        field.problem("is empty: write what is demanded, or \"\" for none");
      } else if (TEXTS.contains(kind)) {
        field.text().ifPresent(text -> demands.add(new Demand(kind, text)));
      } else if (kind == Kind.REDACTED) {
        field.flag().ifPresent(flag -> demands.add(new Demand(kind, flag.toString())));
      } else if (kind == Kind.MATCHES || kind == Kind.MISSES) {
        signals(field).forEach(signal -> demands.add(new Demand(kind, signal)));
      } else {
        field
            .word(LOCATIONS)
            .ifPresent(l -> demands.add(new Demand(kind, l.name().toLowerCase(Locale.ROOT))));
      }
    }
    return demands;
  }

  private static List<String> signals(Field field) {
    List<String> signals = new ArrayList<>();
    for (Field item : field.items()) {
      String signal = item.required("").text().orElse("").strip();
      int colon = signal.indexOf(':');
      String type = colon < 0 ? "" : signal.substring(0, colon);
      if (SignalKinds.TYPES.find(type).isEmpty() || colon == signal.length() - 1) {
        item.problem(
            "must be the type and the name of a signal, such as keyword:coding"
                + Nearest.hint(type, SignalKinds.TYPES.written()));
      }
      signals.add(signal);
    }
    return signals;
  }
}
