package io.codingrouter.config;

import io.codingrouter.decision.Decision;
import io.codingrouter.decision.Requirement;
import io.codingrouter.model.Location;
import io.codingrouter.model.ModelRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells which models of a decision do not meet what it requires of them. */
final class RequirementCheck {
  private final Map<String, ModelCard> cards = new HashMap<>();
  private final Optional<String> defaultModel;

  RequirementCheck(List<ModelCard> models, Optional<String> defaultModel) {
    models.forEach(card -> cards.put(card.name(), card));
    this.defaultModel = defaultModel;
  }

  /** Checks decisions, each beside the section that it was read from. */
  void check(List<Decision> decisions, List<Section> sections) {
    for (int i = 0; i < sections.size(); i++) {
      if (!decisions.get(i).requirement().equals(Requirement.NONE)) {
        check(decisions.get(i), sections.get(i));
      }
    }
  }

  private void check(Decision decision, Section section) {
    List<String> models =
        decision.models().isEmpty()
            ? defaultModel.stream().toList()
            : decision.models().stream().map(ModelRef::name).toList();
    List<String> failing = new ArrayList<>();
    for (String model : models) {
      ModelCard card = cards.get(model);
      if (card != null && !card.meets(decision.requirement())) {
        failing.add(Shown.key(model) + ": " + lacks(card, decision.requirement()));
      }
    }
    Field field = section.field("require");
    if (!failing.isEmpty() && failing.size() == models.size()) {
      field.problem("is met by no model of this decision: " + String.join("; ", failing));
    } else if (!failing.isEmpty()) {
      field.warn("keeps models from being asked: " + String.join("; ", failing));
    }
  }

  private static String lacks(ModelCard card, Requirement requirement) {
    Set<String> missing = new HashSet<>(requirement.capabilities());
    card.capabilities().forEach(missing::remove);
    if (!missing.isEmpty()) {
      return "is not said to be capable of " + Shown.key(missing.stream().sorted().toList().get(0));
    }
    return requirement.location().filter(Location.LOCAL::equals).isPresent()
        ? "is not declared location: local"
        : "is not in the cloud";
  }
}
