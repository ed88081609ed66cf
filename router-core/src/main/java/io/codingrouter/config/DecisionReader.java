package io.codingrouter.config;

import io.codingrouter.decision.Algorithm;
import io.codingrouter.decision.Decision;
import io.codingrouter.decision.Plugin;
import io.codingrouter.decision.Rule;
import io.codingrouter.model.ModelRef;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the decisions, once models and signals are known. */
final class DecisionReader {
  static final Words<String> ALGORITHMS =
      Words.of(
          "static",
          "multi_factor",
          "latency_aware",
          "hybrid",
          "router_dc",
          "automix",
          "elo",
          "thompson",
          "gmtrouter",
          "router_r1",
          "rl_driven",
          "knn",
          "kmeans",
          "svm",
          "mlp",
          "prompt",
          "fusion",
          "workflows",
          "session_aware",
          "confidence",
          "concurrent",
          "sequential",
          "ratings",
          "remom");
  private static final List<String> UPSTREAM =
      List.of(
          "output_contract",
          "output_contract_spec",
          "annotations",
          "candidateIterations",
          "emits",
          "adaptations");
  private static final int HEAVIEST = 1_000_000;

  private final Names models;
  private final RuleReader rules;
  private final boolean hasDefaultModel;
  private final Names names = new Names("decision");

  DecisionReader(Names models, Map<String, Names> signals, boolean hasDefaultModel) {
    this.models = models;
    this.rules = new RuleReader(signals);
    this.hasDefaultModel = hasDefaultModel;
  }

  Decision read(Section section) {
    Field nameField = section.field("name").required("a name for the decision");
    String name = nameField.text().orElse("");
    names.add(nameField, name);
    UPSTREAM.forEach(section::field);
    Field modelsField = section.field("modelRefs");
    List<Plugin> plugins = section.field("plugins").sections(PluginReader::read);
    if (modelsField.items().isEmpty() && !hasDefaultModel && !repliesItself(plugins)) {
      section.problem("names no model, and there is no providers.default_model: write modelRefs");
    }
    Decision.Builder decision =
        Decision.builder(name)
            .description(section.field("description").text().orElse(""))
            .priority(section.field("priority").anyInteger().orElse(0))
            .tier(section.field("tier").integer(0, Integer.MAX_VALUE).orElse(0))
            .when(section.field("rules").section(rules::read).orElse(Rule.ALWAYS))
            .to(modelsField.sections(this::model))
            .plugins(plugins);
    section.field("algorithm").section(DecisionReader::algorithm).ifPresent(decision::algorithm);
    return decision.build();
  }

  private static boolean repliesItself(List<Plugin> plugins) {
    return plugins.stream().anyMatch(p -> p.isEnabled() && p.type().equals("fast_response"));
  }

  private ModelRef model(Section section) {
    Field nameField = section.field("model").required("the name of a model");
    String name = nameField.text().orElse("");
    models.check(nameField, name, List.of());
    ModelRef model =
        ModelRef.of(name)
            .withReasoning(section.field("use_reasoning").flag().orElse(false))
            .withWeight(
                section.field("weight").number(0, HEAVIEST).orElse(BigDecimal.ONE).doubleValue());
    Optional<String> effort = section.field("reasoning_effort").text();
    Optional<String> lora = section.field("lora_name").text();
    section.field("reasoning_description");
    if (effort.isPresent()) {
      model = model.withEffort(effort.get());
    }
    return lora.isPresent() ? model.withLora(lora.get()) : model;
  }

  private static Algorithm algorithm(Section section) {
    Field typeField = section.field("type").required("the name of an algorithm, such as static");
    String type = typeField.word(ALGORITHMS).orElse("");
    Map<String, Object> settings = new LinkedHashMap<>();
    section.field("on_error").text().ifPresent(text -> settings.put("on_error", text));
    for (String name : ALGORITHMS.written()) {
      Field block = section.field(name);
      if (block.isPresent() && !type.isEmpty() && !name.equals(type)) {
        block.problem("does not belong to this type: the settings stand under the type's name");
      } else if (block.isPresent()) {
        settings.putAll(block.settings());
      }
    }
    if (!type.isEmpty()) {
      Inert.warnOfAlgorithm(typeField, type);
    }
    return new Algorithm(type, settings);
  }
}
