package io.codingrouter.config;

import io.codingrouter.decision.Algorithm;
import io.codingrouter.decision.Decision;
import io.codingrouter.decision.Plugin;
import io.codingrouter.decision.Requirement;
import io.codingrouter.decision.Rule;
import io.codingrouter.model.ModelRef;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the decisions, once models and signals are known. */
final class DecisionReader {
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
  private final List<Section> sections = new ArrayList<>();

  DecisionReader(Names models, SignalNames signals, boolean hasDefaultModel) {
    this.models = models;
    this.rules = new RuleReader(signals);
    this.hasDefaultModel = hasDefaultModel;
  }

  /** Where the decisions read so far stand. */
  List<Section> sections() {
    return sections;
  }

  Decision read(Section section) {
    sections.add(section);
    Field nameField = section.field("name").required("a name for the decision");
    String name = nameField.text().orElse("");
    names.add(nameField, name);
    UPSTREAM.forEach(section::field);
    Field modelsField = section.field("modelRefs");
    List<Plugin> plugins = section.field("plugins").sections(PluginReader::read);
    if (modelsField.items().isEmpty() && !hasDefaultModel && !repliesItself(plugins)) {
      section.problem("names no model, and there is no providers.default_model: write modelRefs");
    }
    Optional<Algorithm> algorithm = section.field("algorithm").section(AlgorithmReader::read);
    boolean weighted = algorithm.filter(a -> a.type().equals(AlgorithmReader.WEIGHTED)).isPresent();
    List<ModelRef> refs = modelsField.sections(model -> model(model, weighted));
    if (weighted && !refs.isEmpty() && refs.stream().allMatch(ref -> ref.weight() == 0)) {
      modelsField.problem("gives every model the weight 0, so that none is ever drawn");
    }
    Decision.Builder decision =
        Decision.builder(name)
            .description(section.field("description").text().orElse(""))
            .priority(section.field("priority").anyInteger().orElse(0))
            .tier(section.field("tier").integer(0, Integer.MAX_VALUE).orElse(0))
            .when(section.field("rules").section(rules::read).orElse(Rule.ALWAYS))
            .to(refs)
            .require(
                section
                    .field("require")
                    .section(DecisionReader::requirement)
                    .orElse(Requirement.NONE))
            .plugins(plugins);
    algorithm.ifPresent(decision::algorithm);
    return decision.build();
  }

  private static Requirement requirement(Section section) {
    return new Requirement(
        section.field("capabilities").texts(),
        section.field("location").word(ModelReader.LOCATIONS));
  }

  private static boolean repliesItself(List<Plugin> plugins) {
    return plugins.stream().anyMatch(p -> p.isEnabled() && p.type().equals("fast_response"));
  }

  private ModelRef model(Section section, boolean weighted) {
    Field nameField = section.field("model").required("the name of a model");
    String name = nameField.text().orElse("");
    models.check(nameField, name, List.of());
    Field weight = section.field("weight");
    if (weight.isPresent() && !weighted) {
      weight.warnOnce(
          "acts only with algorithm: {type: weighted}; models keep their order without");
    }
    ModelRef model =
        ModelRef.of(name)
            .withReasoning(section.field("use_reasoning").flag().orElse(false))
            .withWeight(weight.number(0, HEAVIEST).orElse(BigDecimal.ONE).doubleValue());
    Optional<String> effort = section.field("reasoning_effort").text();
    Optional<String> lora = section.field("lora_name").text();
    section.field("reasoning_description");
    if (effort.isPresent()) {
      model = model.withEffort(effort.get());
    }
    return lora.isPresent() ? model.withLora(lora.get()) : model;
  }
}
