package io.codingrouter.decision;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order in which decisions are taken, as {@link DecisionEngine} describes it.
 *
 * @param order decision numbers, best rank first
 * @param groupEnds by group: the rank behind its last
 */
record Ranking(List<Integer> order, List<Integer> groupEnds) {

  static Ranking of(List<Decision> decisions, Strategy strategy) {
    Comparator<Decision> group = Comparator.comparing(Decision::isLastResort);
    if (decisions.stream().anyMatch(decision -> decision.tier() > 0)) {
      group = group.thenComparingInt(Decision::tier);
    } else if (strategy == Strategy.PRIORITY) {
      group = group.thenComparing(Decision::priority, Comparator.reverseOrder());
    }
    Comparator<Decision> rank =
        group
            .thenComparing(Decision::priority, Comparator.reverseOrder())
            .thenComparing(Decision::name);

    List<Integer> order =
        IntStream.range(0, decisions.size())
            .boxed()
            .sorted((a, b) -> rank.compare(decisions.get(a), decisions.get(b)))
            .toList();
    Comparator<Decision> groups = group;
    List<Integer> ends =
        IntStream.rangeClosed(1, order.size())
            .filter(
                end ->
                    end == order.size()
                        || groups.compare(
                                decisions.get(order.get(end - 1)), decisions.get(order.get(end)))
                            != 0)
            .boxed()
            .toList();
    return new Ranking(order, ends);
  }
}
