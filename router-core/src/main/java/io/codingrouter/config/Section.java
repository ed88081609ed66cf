package io.codingrouter.config;

import io.codingrouter.config.ConfigNode.Mapping;
import io.codingrouter.config.ConfigNode.Member;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mapping that is being read. Each key is asked for once, as a {@link Field}; when the section is
 * closed, a key that nobody asked for is a problem.
 */
final class Section {
  private final Reading reading;
  private final ConfigPath path;
  private final Mapping mapping;
  private final Set<String> asked = new LinkedHashSet<>();
  private final List<Field> missing = new ArrayList<>();

  Section(Reading reading, ConfigPath path, Mapping mapping) {
    this.reading = reading;
    this.path = path;
    this.mapping = mapping;
  }

  /** The value of a key, absent if it is not written or null. */
  Field field(String key) {
    asked.add(key);
    Member entry = mapping.entries().get(key);
    ConfigNode node = entry == null ? null : entry.value();
    Field field = new Field(reading, reading.shown(path.key(key), node), node, this);
    if (field.isPresent()) {
      Inert.consequence(field.path())
          .ifPresent(
              consequence -> {
                if (field.isFilled()) {
                  field.warnOnce(Inert.notYet(key) + ": " + consequence);
                }
                field.noteUnused();
              });
    }
    return field;
  }

  /** The value of a key as it is, to be read elsewhere; null if it is not written. */
  @Nullable Member take(String key) {
    asked.add(key);
    return mapping.entries().get(key);
  }

  ConfigPath path() {
    return path;
  }

  Place place() {
    return mapping.place();
  }

  Mapping mapping() {
    return mapping;
  }

  /** Whether a key is written, whatever its value. */
  boolean has(String key) {
    return mapping.entries().containsKey(key);
  }

  void problem(String message) {
    reading.problems().add(mapping.place(), path.toString(), message);
  }

  void warn(String message) {
    reading.problems().warn(mapping.place(), path.toString(), message);
  }

  /** Notes that a field must be written; said on closing, unless a mistyped key explains it. */
  void missing(Field field) {
    missing.add(field);
  }

  /** Reports the keys that nobody asked for, and the fields that nobody wrote. */
  void close() {
    reading.observer().read(path.shape(), asked);
    Set<String> meant = new LinkedHashSet<>();
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!asked.contains(key) && !isForeign(key, entry) && !reading.problems().isFull()) {
                meant.add(unknown(key, entry));
              }
            });
    for (Field field : missing) {
      if (!meant.contains(field.key())) {
        field.problem("is missing" + field.hint());
      }
    }
  }

  /** Whether a key means something to upstream and nothing here; warns of it if so. */
  private boolean isForeign(String key, Member entry) {
    ConfigPath at = path.key(key);
    Optional<String> consequence = ForeignKeys.consequence(at);
    consequence.ifPresent(
        text ->
            reading
                .problems()
                .warnOnce(
                    entry.key(),
                    reading.shown(at, entry.value()),
                    Inert.notYet(Shown.key(key)) + ": " + text));
    return consequence.isPresent();
  }

  /** Reports a key, and returns the one that was probably meant. */
  private String unknown(String key, Member entry) {
    Optional<String> meant =
        Synonyms.find(key).filter(asked::contains).or(() -> Nearest.find(key, asked));
    reading
        .problems()
        .add(
            entry.key(),
            path.key(key).toString(),
            "unknown key"
                + meant
                    .map(near -> "; did you mean \"" + near + "\"?")
                    .orElse(asked.size() > 24 ? "" : "; known here: " + String.join(", ", asked)));
    return meant.orElse("");
  }
}
