package io.codingrouter.config;

import io.codingrouter.config.ConfigNode.Mapping;
import io.codingrouter.config.ConfigNode.Member;
import io.codingrouter.config.ConfigNode.Scalar;
import io.codingrouter.config.ConfigNode.Sequence;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The models that an entrypoint of the canonical format gives to decisions that name none of their
 * own, rewritten as {@code modelRefs}.
 */
final class Assignments {
  private static final Map<String, String> REASONING =
      Map.of("enabled", "use_reasoning", "effort", "reasoning_effort");

  private final Reading reading;
  private final Map<String, Sequence> modelsByDecision = new LinkedHashMap<>();

  Assignments(Reading reading) {
    this.reading = reading;
  }

  /** Adds the assignments of an entrypoint; the first one for a decision stands. */
  void add(Field assignments) {
    assignments.entries(
        (decision, value) ->
            value.section(
                section -> {
                  Field models = section.field("models");
                  Sequence refs = new Sequence(models.place(), models.sections(this::ref), false);
                  reading.moved(refs, models.path());
                  modelsByDecision.putIfAbsent(decision, refs);
                  return section;
                }));
  }

  /** The decisions with the models that are assigned to them. */
  ConfigNode madeIn(ConfigNode decisions, ConfigPath path) {
    if (modelsByDecision.isEmpty() || !(decisions instanceof Sequence list)) {
      return decisions;
    }
    Sequence made =
        new Sequence(list.place(), list.items().stream().map(this::made).toList(), list.flow());
    reading.moved(made, path);
    return made;
  }

  private ConfigNode made(ConfigNode item) {
    if (!(item instanceof Mapping decision) || decision.entries().containsKey("modelRefs")) {
      return item;
    }
    Sequence models = modelsByDecision.get(Recipes.text(decision, "name"));
    if (models == null) {
      return item;
    }
    MappingBuilder more = new MappingBuilder();
    decision.entries().forEach((key, member) -> more.put(key, member.key(), member.value()));
    more.put("modelRefs", models.place(), models);
    return more.build(decision.place());
  }

  private ConfigNode ref(Section section) {
    MappingBuilder ref = new MappingBuilder();
    reading.move(section, "model", ref, "model");
    Member weight = section.take("weight");
    if (weight != null && !(weight.value() instanceof Scalar one && one.text().equals("1"))) {
      reading.move(section, "weight", ref, "weight"); // a weight of 1 says nothing
    }
    section
        .field("reasoning")
        .section(
            reasoning -> {
              REASONING.forEach((written, key) -> reading.move(reasoning, written, ref, key));
              return reasoning;
            });
    Mapping built = ref.build(section.place());
    reading.moved(built, section.path());
    return built;
  }
}
