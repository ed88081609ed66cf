package io.codingrouter;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.telemetry.RouteRecord;
import io.codingrouter.telemetry.RouteTrace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What decisions keep of the requests that they take, each the latest so many, so that a busy one
 * does not drive out the others' records. Survives a reload by the names of decisions. Safe for
 * concurrent use.
 */
final class RouteRecords {
  /** Keeps nothing. */
  static final RouteRecords NONE = new RouteRecords();

  private final AtomicLong sequence = new AtomicLong();
  private volatile Map<String, Latest> byDecision = Map.of();

  /** The latest records of one decision. */
  private static final class Latest {
    private final Deque<Recording> recordings = new ArrayDeque<>(); // guarded by this
    private int most; // guarded by this

    synchronized void limit(int most) {
      this.most = most;
      while (recordings.size() > most) {
        recordings.removeFirst();
      }
    }

    synchronized void add(Recording recording) {
      if (recordings.size() == most) {
        recordings.removeFirst();
      }
      recordings.addLast(recording);
    }

    synchronized List<Recording> all() {
      return List.copyOf(recordings);
    }
  }

  /** Keeps from now on what a plan says, and drops the records of decisions that keep none. */
  void follow(RoutingPlan plan) {
    Map<String, Latest> next = new HashMap<>();
    for (int i = 0; i < plan.decisions().size(); i++) {
      String name = plan.decisions().get(i).name();
      Optional<ReplayPolicy> policy = plan.plugins(i).replay();
      if (policy.isPresent()) {
        Latest latest = byDecision.getOrDefault(name, new Latest());
        latest.limit(policy.get().mostRecords());
        next.put(name, latest);
      }
    }
    byDecision = next;
  }

  /** Begins the record of a request that was routed, if its decision keeps any. */
  Recording begin(Optional<ReplayPolicy> policy, RouteTrace trace, ChatRequest request) {
    Latest latest = policy.isEmpty() ? null : byDecision.get(trace.decision());
    if (latest == null || policy.isEmpty()) {
      return Recording.NONE;
    }
    Recording recording = new Recording(sequence.getAndIncrement(), policy.get(), trace, request);
    latest.add(recording);
    return recording;
  }

  /** All records, the newest first. */
  List<RouteRecord> newestFirst() {
    List<Recording> recordings = new ArrayList<>();
    byDecision.values().forEach(latest -> recordings.addAll(latest.all()));
    recordings.sort(Comparator.comparingLong(Recording::number).reversed());
    List<RouteRecord> records = new ArrayList<>();
    for (Recording recording : recordings) {
      RouteRecord record = recording.record();
      if (record != null) {
        records.add(record);
      }
    }
    return List.copyOf(records);
  }
}
