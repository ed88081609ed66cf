package io.codingrouter.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the plugin that changes the headers of a decision's calls. */
final class HeaderMutationReader {
  static final String TYPE = "header_mutation";

  /** The keys under which headers are set. */
  static final List<String> SETTING = List.of("add", "update");

  /**
   * What belongs to one connection (RFC 9110, section 7.6.1) or frames one message: the client sets
   * it for each call.
   */
  private static final Set<String> OF_THE_CALL =
      Set.of(
          "accept-encoding",
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final Set<String> names = new HashSet<>(); // in lower case

  /** Adds what a section says to settings. */
  void read(Section section, Map<String, Object> settings) {
    for (String key : SETTING) {
      List<Map<String, Object>> headers = new ArrayList<>();
      for (Optional<Map<String, Object>> header : section.field(key).sections(this::header)) {
        header.ifPresent(headers::add);
      }
      if (!headers.isEmpty()) {
        settings.put(key, List.copyOf(headers));
      }
    }
    List<String> deleted = new ArrayList<>();
    for (Field item : section.field("delete").items()) {
      name(item).ifPresent(deleted::add);
    }
    if (!deleted.isEmpty()) {
      settings.put("delete", List.copyOf(deleted));
    }
    if (names.isEmpty() && !Boolean.FALSE.equals(settings.get("enabled"))) {
      section.warn("changes no header: write add, update or delete");
    }
  }

  private Optional<Map<String, Object>> header(Section section) {
    Optional<String> name = name(section.field("name"));
    Field valueField = section.field("value").required("the header's value");
    Optional<Secret> value =
        valueField.secret(
            "the header " + Shown.key(name.orElse("")) + " at " + section.path(),
            "the models of this decision");
    boolean single = valueField.isPresent() && !valueField.isMapping() && !valueField.isList();
    if (value.isEmpty() && single && valueField.quietText().isBlank()) {
      valueField.problem("must not be empty: write delete to remove a header");
    }
    if (name.isEmpty() || value.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(Map.of("name", name.get(), "value", value.get()));
  }

  private Optional<String> name(Field field) {
    Optional<String> name = field.required("the header's name").text().map(String::strip);
    if (name.isEmpty()) {
      return name;
    }
    String plain = name.get().toLowerCase(Locale.ROOT);
    if (!KeyReader.isToken(plain)) {
      field.problem("this name is not one that a header has");
    } else if (OF_THE_CALL.contains(plain)) {
      field.problem("is a header that the client sets for each call: leave it out");
    } else if (!names.add(plain)) {
      field.problem("is named before in this plugin: each header once, whatever its case");
    } else {
      return name;
    }
    return Optional.empty();
  }
}
