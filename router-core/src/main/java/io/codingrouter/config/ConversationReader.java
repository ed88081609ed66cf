package io.codingrouter.config;

import io.codingrouter.signal.Bounds;
import io.codingrouter.signal.ConversationRule;
import io.codingrouter.signal.ConversationRule.Source;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads signals on the shape of a conversation. */
final class ConversationReader {
  private static final Words<String> FEATURES = Words.of("count", "exists");
  private static final Words<Source> SOURCES =
      Words.of(List.of(Source.values()), Source::configName);
  private static final String TOOL_SOURCES =
      Stream.of(Source.values())
          .filter(Source::hasTools)
          .map(Source::configName)
          .collect(Collectors.joining(", "));
  private static final Words<String> ROLES = Words.of(ConversationRule.ROLES, role -> role);

  private record Feature(boolean exists, Source source, String role, String tool) {
    static final Feature NONE = new Feature(true, Source.MESSAGE, "", "");
  }

  private ConversationReader() {}

  static ConversationRule read(Section section, String name) {
    section.field("description").text();
    Feature feature =
        section
            .field("feature")
            .required("what is counted: {type: count, source: {type: message, role: user}}")
            .section(ConversationReader::feature)
            .orElse(Feature.NONE);
    Field predicate = section.field("predicate");
    if (feature.exists() && predicate.isPresent()) {
      predicate.problem("belongs to type: count; exists takes none");
    }
    Bounds count = predicate.section(BoundsReader::read).orElse(Bounds.NONE);
    return new ConversationRule(name, feature.source(), feature.role(), feature.tool(), count);
  }

  private static Feature feature(Section section) {
    boolean exists =
        section
            .field("type")
            .required("count or exists")
            .word(FEATURES)
            .orElse("")
            .equals("exists");
    return section
        .field("source")
        .required("what is counted, such as {type: message, role: user}")
        .section(source -> source(source, exists))
        .orElse(Feature.NONE);
  }

  private static Feature source(Section section, boolean exists) {
    Field type = section.field("type").required("what is counted, such as message");
    Source source = type.word(SOURCES).orElse(Source.MESSAGE);
    if (source == Source.FLOW_TOOL_STATE) {
      type.warnOnce(Inert.notYet("flow_tool_state") + ": no workflow ever waits, so this counts 0");
    }
    Field roleField = section.field("role");
    if (roleField.isPresent() && source != Source.MESSAGE) {
      roleField.problem("belongs to type: message");
    }
    Field toolField = section.field("name");
    if (toolField.isPresent() && !source.hasTools()) {
      toolField.problem("names a tool, so type must be one of " + TOOL_SOURCES);
    }
    return new Feature(
        exists, source, roleField.word(ROLES).orElse(""), toolField.text().orElse(""));
  }
}
