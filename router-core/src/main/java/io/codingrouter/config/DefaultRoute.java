package io.codingrouter.config;

import io.codingrouter.decision.Decision;
import io.codingrouter.decision.Rule;
import io.codingrouter.model.ModelRef;
import java.util.List;
import java.util.Optional;

/** The decision that is added where no other always holds. */
final class DefaultRoute {
  private static final String NAME = "default-route";
  private static final int PRIORITY = 1;

  private DefaultRoute() {}

  /** The route to a model, under a name that no decision has. */
  static Decision of(String model, List<Decision> decisions) {
    String name = NAME;
    for (int i = 2; isTaken(name, decisions); i++) {
      name = NAME + "-" + i;
    }
    return Decision.builder(name)
        .description("Everything else goes to the default model")
        .priority(PRIORITY)
        .to(ModelRef.of(model))
        .lastResort()
        .build();
  }

  /** Whether a decision says what {@link #of} would, its description aside. */
  static boolean isGenerated(Decision decision, Optional<String> defaultModel) {
    if (decision.isLastResort()) {
      return true;
    }
    return decision.name().equals(NAME)
        && decision.priority() == PRIORITY
        && decision.tier() == 0
        && decision.rule().equals(Rule.ALWAYS)
        && decision.algorithm().isEmpty()
        && decision.plugins().isEmpty()
        && defaultModel.isPresent()
        && decision.models().equals(List.of(ModelRef.of(defaultModel.get())));
  }

  /** Makes it a problem if a last resort of the application is not the one that was made here. */
  static void checkMade(List<Decision> lastResorts, List<Decision> decisions, Problems problems) {
    for (Decision decision : lastResorts) {
      if (!decisions.contains(decision)) {
        problems.add(
            Place.NONE,
            "decisions",
            "a last resort is made from defaultModel: leave it out, or write one that always"
                + " holds");
      }
    }
  }

  private static boolean isTaken(String name, List<Decision> decisions) {
    return decisions.stream().anyMatch(decision -> decision.name().equals(name));
  }
}
