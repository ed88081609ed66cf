package io.codingrouter.http.fault;

import java.util.List;

/**
 * What the model of a server says: "from a".
 *
 * @param server the server's name
 */
record Answer(String server) {
  /** As a whole reply. */
  String reply() {
    return """
        {"id":"1","object":"chat.completion","choices":[{"index":0,"finish_reason":"stop",\
        "message":{"role":"assistant","content":"from %s"}}],\
        "usage":{"prompt_tokens":3,"completion_tokens":2}}"""
        .formatted(server);
  }

  /** As events, up to the last word; the second brings the first content. */
  List<String> events() {
    return List.of(
        event("{\"role\":\"assistant\",\"content\":\"\"}", "null", "null"),
        event("{\"content\":\"from \"}", "null", "null"),
        event(
            "{\"content\":\"" + server + "\"}",
            "\"stop\"",
            "{\"prompt_tokens\":3,\"completion_tokens\":2}"));
  }

  /** As events, with the usage behind the last word. */
  List<String> eventsAndUsage() {
    return List.of(
        event("{\"content\":\"from \"}", "null", "null"),
        event("{\"content\":\"" + server + "\"}", "null", "null"),
        event("{}", "\"stop\"", "null"),
        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\n");
  }

  private static String event(String delta, String reason, String usage) {
    return "data: {\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":"
        + (delta + ",\"finish_reason\":" + reason + "}],\"usage\":" + usage + "}\n\n");
  }
}
