package io.codingrouter;

import io.codingrouter.decision.Decision;
import io.codingrouter.decision.DecisionEngine;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.signal.RequestText;
import java.util.List;
import java.util.Optional;

/**
 * Which decision a conversation stays with. "Yes, do that" says nothing about where it belongs: it
 * belongs where the turn before it went.
 *
 * <p>A turn that alone would take another decision takes it if
 *
 * <ul>
 *   <li>that decision comes before the one in force, by tier or priority, or answers by itself; or
 *   <li>it is news: it did not hold in the turn before. A catch-all, a decision by language or by
 *       caller held then as well and lost, and so tells nothing now; and losing the provider's
 *       prompt cache does not cost more than the switch saves.
 * </ul>
 *
 * <p>Earlier turns are in the request itself, so that nothing need be remembered: they are decided
 * again, from at most {@value #LOOK_BACK} turns ago.
 */
final class Continuity {
  /** How many turns are looked back at: what was in force longer ago is forgotten. */
  static final int LOOK_BACK = 8;

  private final RoutingPlan plan;

  Continuity(RoutingPlan plan) {
    this.plan = plan;
  }

  /**
   * Finds the decision that is in force.
   *
   * @param now the decision that the present turn alone would take
   * @param text the request, read
   * @param price tells what a switch costs
   * @return the same, or the one that the conversation stays with
   */
  int settle(int now, RequestText text, SwitchPrice price) {
    return settle(now, text, price, LOOK_BACK);
  }

  private int settle(int now, RequestText text, SwitchPrice price, int turns) {
    Optional<ChatRequest> before = text.beforeTurn();
    if (turns == 0 || before.isEmpty() || comesBeforeAll(now)) {
      return now;
    }
    RouteRun earlier = new RouteRun(plan, before.get());
    int held =
        settle(plan.engine().decide(earlier), earlier.text(), SwitchPrice.NOTHING, turns - 1);
    if (held == now || !canHold(held) || comesBefore(now, held)) {
      return now;
    }
    boolean news = now != DecisionEngine.NONE && plan.engine().confidence(now, earlier) < 0;
    return news && !price.exceedsGain(held, now) ? now : held;
  }

  private boolean canHold(int decision) {
    return decision != DecisionEngine.NONE
        && !plan.decisions().get(decision).isLastResort()
        && !plan.replies(decision);
  }

  private boolean comesBeforeAll(int decision) {
    if (decision == DecisionEngine.NONE) {
      return false;
    }
    List<Decision> all = plan.decisions();
    for (int i = 0; i < all.size(); i++) {
      if (i != decision && canHold(i) && !comesBefore(decision, i)) {
        return false;
      }
    }
    return true;
  }

  private boolean comesBefore(int decision, int other) {
    if (decision == DecisionEngine.NONE) {
      return false;
    }
    if (plan.replies(decision)) {
      return true;
    }
    Decision a = plan.decisions().get(decision);
    Decision b = plan.decisions().get(other);
    if (a.isLastResort() || a.tier() != b.tier()) {
      return !a.isLastResort() && a.tier() < b.tier();
    }
    return a.priority() > b.priority();
  }
}
