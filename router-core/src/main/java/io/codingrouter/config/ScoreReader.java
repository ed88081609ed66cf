package io.codingrouter.config;

import io.codingrouter.signal.Projections;
import io.codingrouter.signal.Projections.Input;
import io.codingrouter.signal.Projections.Score;
import io.codingrouter.signal.Projections.ValueSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads sums of what signals found. */
final class ScoreReader {
  private static final Words<String> METHODS = Words.of("weighted_sum");
  private static final int MOST_INPUTS = 1_000;

  private final InputReader inputs;
  private final Names names = new Names("score");
  private final Map<String, Section> sections = new LinkedHashMap<>();
  private final Map<String, List<Link>> links = new LinkedHashMap<>(); // by the score that has them

  ScoreReader(SignalNames signals) {
    this.inputs = new InputReader(signals);
  }

  /** An input that is another projection. */
  record Link(Field field, Input input) {}

  /** The names of the scores read so far. */
  Names names() {
    return names;
  }

  Score read(Section section) {
    Field nameField = section.field("name").required("the name that mappings use as source");
    String name = nameField.text().orElse("");
    names.add(nameField, name);
    section.field("method").word(METHODS);
    Field inputsField = section.field("inputs").required("a list of what is added up");
    List<Input> read = inputsField.sections(inputs::read);
    if (inputsField.isEmptyList()) {
      inputsField.problem("must have at least one input");
    } else if (read.size() > MOST_INPUTS) {
      inputsField.problem("must be at most " + MOST_INPUTS);
    }
    List<String> undecided = inputs.takeUndecided();
    if (!undecided.isEmpty()) {
      inputsField.warn(
          "nothing here decides "
              + String.join(", ", undecided)
              + ": counted as missed, so the score is lower or higher than it is meant to be");
    }
    sections.putIfAbsent(name, section);
    links.putIfAbsent(name, inputs.takeLinks());
    return new Score(name, read);
  }

  /**
   * Checks what scores are made of, once all is read.
   *
   * @param bands the score that a band is of, by the band's name
   * @param mapped the scores that mappings read
   */
  void check(Map<String, String> bands, Set<String> mapped) {
    Set<String> read = new HashSet<>(mapped);
    links.values().forEach(all -> all.forEach(link -> check(link, bands, read)));
    sections.forEach(
        (name, section) -> {
          if (!name.isEmpty() && !read.contains(name)) {
            section.warn("no mapping and no other score reads this score, so it does nothing");
          }
        });
    Set<String> done = new HashSet<>();
    for (String name : links.keySet()) {
      if (done.add(name)) {
        visit(name, bands, new ArrayList<>(), done);
      }
    }
  }

  private void check(Link link, Map<String, String> bands, Set<String> read) {
    String name = link.input().name();
    if (link.input().source() == ValueSource.SCORE) {
      names.check(link.field(), name, List.of());
      read.add(name);
    } else if (!name.isEmpty() && !bands.containsKey(name)) {
      link.field()
          .problem(
              "no "
                  + Projections.TYPE
                  + " signal has this name"
                  + Nearest.hint(name, bands.keySet()));
    }
  }

  private void visit(String name, Map<String, String> bands, List<String> way, Set<String> done) {
    way.add(name);
    for (Link link : links.getOrDefault(name, List.of())) {
      String next = source(link, bands);
      if (way.contains(next)) {
        List<String> cycle = new ArrayList<>(way.subList(way.indexOf(next), way.size()));
        cycle.add(next);
        link.field()
            .problem(
                "makes a score of itself: "
                    + cycle.stream().map(Shown::key).collect(Collectors.joining(" -> ")));
      } else if (done.add(next)) {
        visit(next, bands, way, done);
      }
    }
    way.remove(way.size() - 1);
  }

  private static String source(Link link, Map<String, String> bands) {
    String name = link.input().name();
    return link.input().source() == ValueSource.SCORE ? name : bands.getOrDefault(name, "");
  }
}
