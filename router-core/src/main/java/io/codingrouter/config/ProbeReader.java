package io.codingrouter.config;

import io.codingrouter.config.SpecCase.Demand;
import io.codingrouter.config.SpecCase.Kind;
import io.codingrouter.message.ChatRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Reads a probe file of vLLM Semantic Router: for each decision, queries that must reach it. What a
 * probe demands and nothing here can check becomes a demand that never holds, so that it is not
 * taken for checked.
 */
final class ProbeReader {
  private static final int MOST_REPEATS = 10_000; // upstream's own bound
  private static final int MOST_CHARACTERS = 64 << 20; // of all texts of a file together
  private static final Words<String> PLACEMENTS = Words.of("before", "after", "around");

  /** What says nothing of a single request. */
  private static final List<String> OF_THE_SUITE =
      List.of(
          "schema_version",
          "name",
          "description",
          "routing_assets",
          "router_eval_endpoint",
          "evaluation",
          "acceptance",
          "coverage");

  private static final List<String> REMARKS =
      List.of("objective", "notes", "tags", "display_prompt", "playground", "robustness");
  private static final List<String> UNCHECKED =
      List.of(
          "expected_recipe",
          "expected_selection_status",
          "expected_plugins",
          "forbidden_plugins",
          "plugin_match",
          "expected_signal_values",
          "signal_match",
          "generated_text");

  private final String file;
  private boolean hasFixtures;
  private long characters;

  ProbeReader(String file) {
    this.file = file;
  }

  List<SpecCase> read(Section root) {
    OF_THE_SUITE.forEach(root::take);
    hasFixtures = root.take("fixtures") != null;
    List<SpecCase> cases = new ArrayList<>();
    root.field("decisions").sections(this::decision).forEach(cases::addAll);
    root.close();
    return cases;
  }

  private List<SpecCase> decision(Section section) {
    REMARKS.forEach(section::take);
    Optional<String> id = section.field("id").text();
    Optional<String> decision = section.field("expected_decision").text().or(() -> id);
    if (decision.isEmpty()) {
      section.problem("names no decision: write expected_decision");
    }
    List<Demand> demands = new ArrayList<>();
    decision.ifPresent(name -> demands.add(new Demand(Kind.DECISION, name)));
    section
        .field("expected_alias")
        .text()
        .ifPresent(model -> demands.add(new Demand(Kind.REACHES, model)));
    section
        .field("expected_algorithm")
        .text()
        .ifPresent(type -> demands.add(new Demand(Kind.ALGORITHM, type)));
    List<Demand> expected = signals(section.field("expected_signals"), Kind.MATCHES);
    demands.addAll(signals(section.field("forbidden_signals"), Kind.MISSES));
    unchecked(section, demands);
    Optional<String> model = section.field("model").text();
    return section
        .field("variants")
        .required("queries that must reach the decision")
        .sections(variant -> variant(variant, id.or(() -> decision), model, demands, expected))
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<SpecCase> variant(
      Section section,
      Optional<String> decision,
      Optional<String> model,
      List<Demand> common,
      List<Demand> expected) {
    REMARKS.forEach(section::take);
    Optional<String> id = section.field("id").text();
    List<Demand> demands = new ArrayList<>(common);
    Field signals = section.field("expected_signals");
    demands.addAll(signals.isPresent() ? signals(signals, Kind.MATCHES) : expected);
    unchecked(section, demands);
    if (hasFixtures && section.has("messages")) {
      demands.add(new Demand(Kind.UNCHECKED, "fixtures"));
    }
    return request(section, model)
        .map(
            request ->
                new SpecCase(
                    decision.flatMap(d -> id.map(variant -> d + ":" + variant)),
                    SpecReader.place(file, section.place()),
                    request,
                    demands));
  }

  private Optional<ChatRequest> request(Section section, Optional<String> model) {
    Field query = section.field("query");
    Field messages = section.field("messages");
    int repeat = section.field("repeat").integer(1, MOST_REPEATS).orElse(1);
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    section.field("padding").section(padding -> pad(padding, before, after));
    ChatRequest.Builder request = ChatRequest.builder();
    model.ifPresent(request::model);
    if (query.isPresent() == messages.isPresent()) {
      section.problem("must have a query or messages, one of them");
      return Optional.empty();
    }
    query
        .text()
        .map(text -> text(query, text.strip(), repeat, before, after))
        .ifPresent(request::user);
    messages.list().ifPresent(list -> request.set("/messages", PlainValue.of(list)));
    section.field("tools").list().ifPresent(tools -> request.set("/tools", PlainValue.of(tools)));
    Field choice = section.field("tool_choice");
    choice.node().ifPresent(value -> request.set("/tool_choice", PlainValue.of(value)));
    return Optional.of(request.build());
  }

  private static boolean pad(Section section, List<String> before, List<String> after) {
    String text = section.field("text").required("the text to pad with").text().orElse("").strip();
    int repeat = section.field("repeat").integer(1, MOST_REPEATS).orElse(1);
    String placement = section.field("placement").word(PLACEMENTS).orElse("before");
    int first = placement.equals("before") ? repeat : placement.equals("around") ? repeat / 2 : 0;
    before.addAll(Collections.nCopies(first, text));
    after.addAll(Collections.nCopies(repeat - first, text));
    return true;
  }

  private String text(
      Field query, String text, int repeat, List<String> before, List<String> after) {
    List<String> lines = new ArrayList<>(before);
    lines.addAll(Collections.nCopies(repeat, text));
    lines.addAll(after);
    characters += lines.stream().mapToLong(line -> line.length() + 1L).sum();
    if (characters > MOST_CHARACTERS) {
      query.problem("repeats the file to more than " + (MOST_CHARACTERS >> 20) + " Mi characters");
      return "";
    }
    return String.join("\n", lines);
  }

  private static List<Demand> signals(Field field, Kind kind) {
    List<Demand> demands = new ArrayList<>();
    field.entries(
        (type, names) -> {
          String known = SignalKinds.TYPES_BY_KEY.getOrDefault(type, type);
          names.texts().forEach(name -> demands.add(new Demand(kind, known + ":" + name)));
        });
    return demands;
  }

  private static void unchecked(Section section, List<Demand> demands) {
    for (String key : UNCHECKED) {
      if (section.take(key) != null) {
        demands.add(new Demand(Kind.UNCHECKED, key));
      }
    }
  }
}
