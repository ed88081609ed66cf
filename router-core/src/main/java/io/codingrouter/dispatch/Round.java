package io.codingrouter.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One time through the candidates of a request. They are asked in their order; passed over are at
 * first those that are full and need not be waited for, and those that are ejected. Then the full
 * ones are waited for, and if too many are ejected, some are asked all the same: nobody who has no
 * other choice is turned away.
 *
 * @param <T> what an attempt gives
 */
final class Round<T> {
  private final Attempts attempts;
  private final Traffic traffic;
  private final List<Turn> turns;
  private final Attempts.Try<T> attempt;
  private final List<Turn> full = new ArrayList<>();
  private final List<Turn> ejected = new ArrayList<>();

  Round(Attempts attempts, Traffic traffic, List<Turn> turns, Attempts.Try<T> attempt) {
    this.attempts = attempts;
    this.traffic = traffic;
    this.turns = turns;
    this.attempt = attempt;
  }

  /** The first reply, null if there is none. */
  Dispatcher.@Nullable Reply<T> ask() {
    Dispatcher.Reply<T> reply = ask(turns, false, false);
    if (reply == null && !full.isEmpty()) {
      List<Turn> waitedFor = List.copyOf(full);
      full.clear();
      reply = ask(waitedFor, true, false);
    }
    if (reply == null) {
      reply = ask(beyondShare(), true, true);
    }
    if (reply == null && !full.isEmpty()) {
      attempts.checkTime();
      full.forEach(Turn::end); // as many wait there as may
      attempts.refusal().isBusy();
    }
    return reply;
  }

  private Dispatcher.@Nullable Reply<T> ask(List<Turn> asked, boolean waits, boolean forced) {
    for (int i = 0; i < asked.size(); i++) {
      Turn turn = asked.get(i);
      attempts.checkTime();
      if (turn.isOver() || isCooling(turn)) {
        continue; // an attempt before it may have shown so
      }
      List<Turn> after = after(asked, i);
      boolean last = (waits || full.isEmpty()) && after.isEmpty();
      boolean sibling = after.stream().anyMatch(turn::isSiblingOf);
      boolean patient = waits || last || (turn.reliability().load().waits() && !sibling);
      Breaker.Pass pass = enter(turn, last, patient, forced);
      Dispatcher.Reply<T> reply = pass == null ? null : attempts.make(turn, pass, last, attempt);
      if (reply != null) {
        return reply;
      }
    }
    return null;
  }

  /** Those after this one that would be let in now. */
  private List<Turn> after(List<Turn> asked, int place) {
    long now = traffic.now();
    return asked.subList(place + 1, asked.size()).stream()
        .filter(turn -> !turn.isOver() && !isCooling(turn))
        .filter(turn -> !turn.endpoint().breaker().isOpen(now))
        .toList();
  }

  private boolean isCooling(Turn turn) {
    return !traffic.cooling().left(turn.candidate(), traffic.now()).isZero();
  }

  /** Takes a place at an endpoint, or notes why there is none. */
  private Breaker.@Nullable Pass enter(Turn turn, boolean last, boolean patient, boolean forced) {
    Breaker breaker = turn.endpoint().breaker();
    if (!forced && breaker.isOpen(traffic.now())) {
      ejected.add(turn);
      return null;
    }
    if (!takeSlot(turn, last, patient)) {
      full.add(turn);
      return null;
    }
    Breaker.Pass pass = breaker.enter(traffic.now());
    if (pass == null && forced) {
      return Breaker.Pass.FORCED;
    }
    if (pass == null) { // somebody's failure has opened it in the meantime
      turn.endpoint().slots().release();
      ejected.add(turn);
    }
    return pass;
  }

  private boolean takeSlot(Turn turn, boolean last, boolean patient) {
    Slots slots = turn.endpoint().slots();
    Reliability.Load load = turn.reliability().load();
    int most = load.maxInFlight().orElse(Integer.MAX_VALUE);
    if (slots.tryTake(most)) {
      return true;
    }
    if (!patient) {
      return false;
    }
    Duration left = attempts.left();
    long nanos = (last ? left : Patience.share(left)).toNanos();
    boolean[] taken = new boolean[1];
    attempts.waiting(() -> taken[0] = slots.take(most, load.maxPending(), nanos));
    if (taken[0] && !attempts.hasTime()) {
      slots.release();
      taken[0] = false;
    }
    return taken[0];
  }

  /** Those that are ejected although the share that may be is used up, the first in order. */
  private List<Turn> beyondShare() {
    if (ejected.isEmpty()) {
      return List.of();
    }
    int percent = ejected.get(0).reliability().ejection().maxPercent();
    int allowed = turns.size() * percent / 100;
    int beyond = Math.max(0, ejected.size() - allowed);
    long now = traffic.now();
    ejected.forEach(turn -> attempts.refusal().isEjected(turn.endpoint().breaker().openFor(now)));
    return List.copyOf(ejected.subList(0, beyond));
  }
}
