package io.codingrouter.config;

import io.codingrouter.config.SpecCase.Demand;
import io.codingrouter.message.ChatRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a policy file. */
final class SpecWriter {
  private SpecWriter() {}

  static String write(List<SpecCase> cases) {
    if (cases.isEmpty()) {
      return "[]\n";
    }
    String yaml = YamlWriter.plain(Draft.node(cases.stream().map(SpecWriter::map).toList()));
    if (yaml.length() > YamlComposer.MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "the policy would be larger than "
              + (YamlComposer.MOST_CHARACTERS >> 20)
              + " MB, which cannot be read: write fewer cases");
    }
    return yaml;
  }

  private static Map<String, Object> map(SpecCase each) {
    Map<String, Object> map = new LinkedHashMap<>();
    each.name().ifPresent(name -> map.put("name", name));
    ask(each.request(), map);
    for (Demand demand : each.demands()) {
      put(demand, map);
    }
    if (each.demands().isEmpty()) {
      throw new IllegalArgumentException("a case that demands nothing is not written");
    }
    return map;
  }

  private static void ask(ChatRequest request, Map<String, Object> map) {
    String prompt = request.messages().size() == 1 ? request.messages().get(0).text() : "";
    if (!prompt.isBlank() && request.toJson().equals(ChatRequest.user(prompt).toJson())) {
      map.put("prompt", prompt);
    } else {
      map.put("request", request.toJson());
    }
    request.tenant().ifPresent(tenant -> map.put("tenant", tenant));
    request.session().ifPresent(session -> map.put("session", session));
    request.endUser().ifPresent(user -> map.put("user", user));
    if (!request.labels().isEmpty()) {
      map.put("labels", request.labels());
      if (request.labels().keySet().stream().anyMatch(n -> n.length() > YamlComposer.LONGEST_KEY)) {
        throw new IllegalArgumentException(
            "a label's name is longer than "
                + YamlComposer.LONGEST_KEY
                + " characters, which cannot be read");
      }
    }
    request.seed().ifPresent(seed -> map.put("seed", seed));
    request.timeout().ifPresent(timeout -> map.put("timeout", timeout));
  }

  @SuppressWarnings("unchecked") // the lists of this map are made here
  private static void put(Demand demand, Map<String, Object> map) {
    String key = demand.kind().configName();
    switch (demand.kind()) {
      case UNCHECKED ->
          throw new IllegalArgumentException(
              demand.value() + " cannot be checked here, so it is not written");
      case MATCHES, MISSES ->
          ((List<String>) map.computeIfAbsent(key, k -> new ArrayList<String>()))
              .add(demand.value());
      case REDACTED -> map.put(key, Boolean.valueOf(demand.value()));
      default -> map.put(key, demand.value());
    }
  }
}
