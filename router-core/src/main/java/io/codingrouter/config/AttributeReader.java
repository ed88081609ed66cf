package io.codingrouter.config;

import io.codingrouter.signal.LabelRule;
import io.codingrouter.signal.MetadataRule;
import io.codingrouter.signal.Presence;
import java.util.List;
import java.util.Optional;

/** Reads signals on what a request carries beside its messages. */
final class AttributeReader {
  private AttributeReader() {}

  static MetadataRule metadata(Section section, String name) {
    return new MetadataRule(name, key(section), value(section));
  }

  static LabelRule label(Section section, String name) {
    return new LabelRule(name, key(section), value(section));
  }

  private static String key(Section section) {
    section.field("description").text();
    return section.field("key").required("the key to look at").text().orElse("");
  }

  private static Presence value(Section section) {
    return section
        .field("predicate")
        .required("equals, in or exists")
        .section(AttributeReader::presence)
        .orElse(Presence.ANY);
  }

  private static Presence presence(Section section) {
    Field equals = section.field("equals");
    Field in = section.field("in");
    Field exists = section.field("exists");
    long written = List.of(equals, in, exists).stream().filter(Field::isPresent).count();
    if (written != 1) {
      section.problem("takes exactly one of equals, in and exists");
    }
    Optional<String> value = equals.text();
    List<String> values = in.isPresent() ? in.texts() : value.stream().toList();
    if (in.isPresent() && values.isEmpty()) {
      in.problem("must have at least one value");
    }
    if (!exists.flag().orElse(true)) {
      exists.problem("must be true: to ask for what is absent, put the condition into a NOT");
    }
    return new Presence(values);
  }
}
