package io.codingrouter.config;

import io.codingrouter.signal.Projections.Partition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads groups of signals of which one fires. */
final class PartitionReader {
  private static final List<String> TYPES = List.of("embedding", "domain");
  private static final String SOFTMAX = "softmax_exclusive";
  private static final Words<String> SEMANTICS = Words.of("exclusive", SOFTMAX);
  private static final int HOTTEST = 1_000;

  private final SignalNames signals;
  private final Names names = new Names("partition");
  private final Map<String, String> owners = new LinkedHashMap<>(); // partitions by member

  PartitionReader(SignalNames signals) {
    this.signals = signals;
  }

  Partition read(Section section) {
    Field nameField = section.field("name").required("a name for the partition");
    String name = nameField.text().orElse("");
    names.add(nameField, name);
    Field membersField = section.field("members").required("the names of at least two signals");
    Field fallbackField = section.field("default");
    Optional<String> fallback = fallbackField.text();
    List<String> members = new ArrayList<>();
    for (Field member : membersField.items()) {
      member.required("").text().ifPresent(text -> add(member, text, members));
    }
    fallback
        .filter(text -> !members.contains(text))
        .ifPresent(text -> fallbackField.problem("must be one of the members"));
    if (membersField.isPresent() && members.size() < 2) {
      membersField.warn("there are not two to compete, so this partition does nothing");
    }
    String type = type(membersField, members);
    claim(membersField, type, members, name);
    return new Partition(name, type, members, fallback, temperature(section));
  }

  private void add(Field field, String member, List<String> members) {
    if (members.contains(member)) {
      field.problem("is written twice");
    } else if (TYPES.stream().noneMatch(type -> signals.of(type).has(member))) {
      List<String> known = new ArrayList<>();
      TYPES.forEach(type -> known.addAll(signals.of(type).all()));
      field.problem("no embedding or domain signal has this name" + Nearest.hint(member, known));
    } else {
      members.add(member);
    }
  }

  private String type(Field field, List<String> members) {
    for (String type : TYPES) {
      if (members.stream().allMatch(signals.of(type)::has)) {
        if (Inert.isSilent(type)) {
          field.warn(
              "nothing here decides "
                  + type
                  + " signals, so none of these ever matches, the default neither");
        }
        return type;
      }
    }
    field.problem("must be all embedding signals, or all domain signals");
    return TYPES.get(0);
  }

  private void claim(Field field, String type, List<String> members, String partition) {
    for (String member : members) {
      String owner = owners.putIfAbsent(type + ":" + member, partition);
      if (owner != null) {
        field.problem(
            Shown.key(member) + " is in the partition " + Shown.key(owner) + " already: leave one");
      }
    }
  }

  private static OptionalDouble temperature(Section section) {
    boolean softmax =
        section.field("semantics").word(SEMANTICS).filter(SOFTMAX::equals).isPresent();
    Field field = section.field("temperature");
    double temperature = field.number(0, HOTTEST).map(Number::doubleValue).orElse(0.0);
    if (!softmax) {
      if (field.isPresent()) {
        field.warn("acts only with semantics: " + SOFTMAX);
        field.noteUnused();
      }
      return OptionalDouble.empty();
    }
    if (temperature <= 0) {
      field.problem("must be above 0 with semantics: " + SOFTMAX + ", such as 0.1");
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(temperature);
  }
}
