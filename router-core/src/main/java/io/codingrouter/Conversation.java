package io.codingrouter;

import io.codingrouter.Conversations.Seat;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.Usage;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.Pricing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The conversation that a request belongs to: what has served it, what leaving that would cost, and
 * what serves it from now on.
 */
final class Conversation implements SwitchPrice {
  private final Conversations memory;
  private final RoutingPlan plan;
  private final ChatRequest request;
  private final @Nullable Seat seat;
  private String decision = "";
  private int turn = -1;
  private boolean drawn;

  Conversation(Conversations memory, RoutingPlan plan, ChatRequest request) {
    this.memory = memory;
    this.plan = plan;
    this.request = request;
    this.seat = isKept() ? memory.find(request).orElse(null) : null;
  }

  private boolean isKept() {
    return plan.config().stickiness().enabled();
  }

  @Override
  public boolean exceedsGain(int held, int now) {
    if (seat == null || !seat.decision().equals(plan.name(held)) || !seat.usage().isKnown()) {
      return false;
    }
    Optional<Pricing> present = plan.pricing(seat.candidate().model());
    Optional<Pricing> other = plan.targets(now).first().flatMap(plan::pricing);
    return present.isPresent()
        && other.isPresent()
        && exceedsGain(present.get(), other.get(), seat.usage());
  }

  // The last reply tells how much the next one will read, write and find cached.
  private boolean exceedsGain(Pricing present, Pricing other, Usage last) {
    BigDecimal discount =
        present.promptPer1m().subtract(present.cachedInputPer1m().orElse(present.promptPer1m()));
    double loss =
        plan.config().stickiness().weight()
            * last.cachedTokens().orElse(0)
            * discount.doubleValue();
    return loss > 0 && loss > cost(present, last) - cost(other, last);
  }

  private static double cost(Pricing pricing, Usage usage) {
    return usage.promptTokens().orElse(0) * pricing.promptPer1m().doubleValue()
        + usage.completionTokens().orElse(0) * pricing.completionPer1m().doubleValue();
  }

  /**
   * Puts what serves the conversation first, if it may go on.
   *
   * @param order endpoints in the order that this request alone would get
   * @param targets where they come from
   * @param taken the decision that is taken
   * @param start where the human ask stands
   * @return the order to try
   */
  List<Candidate> keep(List<Candidate> order, Targets targets, int taken, int start) {
    decision = plan.name(taken);
    turn = start;
    drawn = !targets.isFixed();
    if (seat == null || !seat.decision().equals(decision)) {
      return order;
    }
    for (int place = 1; place < order.size(); place++) {
      if (seat.isOf(order.get(place)) && mayGoOn(order, targets)) {
        List<Candidate> kept = new ArrayList<>(order);
        kept.add(0, kept.remove(place));
        return List.copyOf(kept);
      }
    }
    return order;
  }

  // What took over in a failover finishes the turn; then the preferred model is asked again,
  // unless there is no preferred one because an algorithm chooses.
  private boolean mayGoOn(List<Candidate> order, Targets targets) {
    return seat != null
        && (seat.turn() == turn
            || targets.isChosen()
            || seat.candidate().model().equals(order.get(0).model()));
  }

  /** Remembers what a request was routed to, where another request might be routed elsewhere. */
  void routed(List<Candidate> order) {
    if (drawn && isKept() && !(seat != null && seat.isOf(order.get(0)) && seat.turn() == turn)) {
      Usage usage = seat != null && seat.isOf(order.get(0)) ? seat.usage() : Usage.UNKNOWN;
      memory.put(request, new Seat(decision, turn, order.get(0), usage));
    }
  }

  /**
   * Remembers what answered, where that is not what would be asked anyway or money depends on it.
   */
  void answered(Candidate by, Usage usage, List<Candidate> order) {
    boolean cached = usage.cachedTokens().orElse(0) > 0;
    if (turn >= 0 && isKept() && (drawn || cached || !by.equals(order.get(0)))) {
      memory.put(request, new Seat(decision, turn, by, usage));
    }
  }
}
