package io.codingrouter;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.Usage;
import io.codingrouter.telemetry.CapturedBody;
import io.codingrouter.telemetry.RouteRecord;
import io.codingrouter.telemetry.RouteTrace;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The record of one request in the making. Its outcome is told once, by one thread; others may read
 * meanwhile.
 */
final class Recording {
  /** Records nothing. */
  static final Recording NONE = new Recording();

  private final long number;
  private final @Nullable ReplayPolicy policy;
  private volatile @Nullable RouteRecord record;

  private Recording() {
    this.number = -1;
    this.policy = null;
  }

  /** Begins a record; a higher number is a later one. */
  Recording(long number, ReplayPolicy policy, RouteTrace trace, ChatRequest request) {
    this.number = number;
    this.policy = policy;
    RouteRecord.Builder begun = RouteRecord.builder(trace);
    if (policy.capturesRequest()) {
      begun.request(request, policy.mostBytes());
    }
    this.record = begun.build();
  }

  long number() {
    return number;
  }

  /** What is known so far; null if this records nothing. */
  @Nullable RouteRecord record() {
    return record;
  }

  void answered(String model, Usage usage, Optional<BigDecimal> cost) {
    RouteRecord known = record;
    if (known != null) {
      record = known.toBuilder().answered(model, usage, cost).build();
    }
  }

  void failed(String kind) {
    RouteRecord known = record;
    if (known != null) {
      record = known.toBuilder().failed(kind).build();
    }
  }

  /** An answer broke, or its reader left. */
  void ended(String kind, String model, Usage usage, Optional<BigDecimal> cost) {
    RouteRecord known = record;
    if (known != null) {
      record = known.toBuilder().counted(model, usage, cost).failed(kind).build();
    }
  }

  /** Keeps an answer if that is asked for. */
  void captured(ChatResponse response) {
    if (policy != null && policy.capturesResponse()) {
      captured(CapturedBody.of(response.toJson(), policy.mostBytes()));
    }
  }

  /** Keeps an answer on its way if that is asked for. */
  ChatStream captured(ChatStream stream) {
    return policy != null && policy.capturesResponse()
        ? new RecordedStream(stream, policy.mostBytes(), this::captured)
        : stream;
  }

  private void captured(CapturedBody response) {
    RouteRecord known = record;
    if (known != null) {
      record = known.toBuilder().response(response).build();
    }
  }
}
