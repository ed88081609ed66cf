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
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The record of one request in the making. Its outcome is told once, and its answer, maybe by two
 * threads: one reads the end of a stream while another closes it. Safe for concurrent use.
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
    tell(known -> known.answered(model, usage, cost));
  }

  void failed(String kind) {
    tell(known -> known.failed(kind));
  }

  /** An answer broke, or its reader left. */
  void ended(String kind, String model, Usage usage, Optional<BigDecimal> cost) {
    tell(known -> known.counted(model, usage, cost).failed(kind));
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
    tell(known -> known.response(response));
  }

  private synchronized void tell(UnaryOperator<RouteRecord.Builder> more) {
    RouteRecord known = record;
    if (known != null) {
      record = more.apply(known.toBuilder()).build();
    }
  }
}
