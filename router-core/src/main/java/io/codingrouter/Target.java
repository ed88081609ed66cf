package io.codingrouter;

import io.codingrouter.config.Endpoint;
import io.codingrouter.config.ModelCard;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import io.codingrouter.selection.ModelFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * One of the models that a decision sends requests to, with its endpoints in service. Immutable.
 *
 * @param configured what the configuration says of the model
 * @param weights of the endpoints, in their order, each above 0
 * @param totalWeight the sum of these
 */
record Target(
    ModelRef ref,
    ModelCard card,
    ModelFigures configured,
    List<Candidate> endpoints,
    List<Integer> weights,
    long totalWeight) {

  /** Compiles a model; endpoints of weight 0 are drained: they are left out. */
  static Target of(ModelRef ref, ModelCard card) {
    List<Endpoint> serving = card.endpoints().stream().filter(e -> e.weight() > 0).toList();
    List<Integer> weights = serving.stream().map(Endpoint::weight).toList();
    return new Target(
        ref,
        card,
        configured(ref, card),
        serving.stream().map(each -> new EndpointAccess(card, each).candidate(ref)).toList(),
        weights,
        weights.stream().mapToLong(Integer::longValue).sum());
  }

  /** What the configuration says of a model. */
  static ModelFigures configured(ModelRef ref, ModelCard card) {
    return ModelFigures.uncalled(
        ref, card.qualityScore().orElse(Double.NaN), Selectors.costPer1m(card));
  }

  /** The same endpoints, asked with headers that went through a change. */
  Target withHeaders(UnaryOperator<Map<String, String>> change) {
    List<Candidate> changed =
        endpoints.stream()
            .map(each -> each.toBuilder().headers(() -> change.apply(each.headers())).build())
            .toList();
    return new Target(ref, card, configured, changed, weights, totalWeight);
  }

  /** Why this cannot serve a request, in a sentence; empty if it can. */
  Optional<String> lackOf(Needs needs) {
    return needs.lackOf(card, endpoints).map(lack -> ref + " " + lack);
  }

  /** Which fields of a request this does not take, in a sentence; empty if it takes them all. */
  Optional<String> rejection(ChatRequest request) {
    return Needs.rejection(request, card, endpoints).map(why -> ref + " " + why);
  }

  /**
   * Adds the endpoints to an order of failover. They are drawn without putting back: where one is
   * passed over, the others share by their weights.
   */
  void drawInto(List<Candidate> order, RandomGenerator random) {
    List<Candidate> left = new ArrayList<>(endpoints);
    List<Integer> weightsLeft = new ArrayList<>(weights);
    long total = totalWeight;
    while (!left.isEmpty()) {
      int drawn = draw(weightsLeft, total, random);
      total -= weightsLeft.remove(drawn);
      order.add(left.remove(drawn));
    }
  }

  private static int draw(List<Integer> weights, long total, RandomGenerator random) {
    long left = random.nextLong(total);
    int place = 0;
    while (left >= weights.get(place)) {
      left -= weights.get(place++);
    }
    return place;
  }
}
