package io.codingrouter.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What tools and calls of tools are named. */
final class ToolName {
  private static final String FUNCTION = "function";

  private ToolName() {}

  /** The names in a list of tools or calls, {@code ""} for one without. */
  static List<String> all(JsonNode list) {
    List<String> names = new ArrayList<>(list.size());
    for (JsonNode tool : list) {
      names.add(of(tool));
    }
    return names;
  }

  /** The name under the tool's type, or beside it; one that only has a type goes by that. */
  static String of(JsonNode tool) {
    String type = Json.text(tool, "type");
    String within = Json.text(tool.path(type.isEmpty() ? FUNCTION : type), "name");
    String beside = within.isEmpty() ? Json.text(tool, "name") : within;
    return beside.isEmpty() && !type.equals(FUNCTION) ? type : beside;
  }
}
