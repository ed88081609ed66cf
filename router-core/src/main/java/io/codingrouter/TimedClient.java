package io.codingrouter;

import io.codingrouter.dispatch.ModelCall;
import io.codingrouter.dispatch.ModelClient;
import io.codingrouter.message.ChatStream;
import io.codingrouter.message.Usage;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Measures every call that is made, each attempt by itself. Safe for concurrent use. */
final class TimedClient implements ModelClient {
  private final ModelClient client;
  private final LongSupplier nanoTime;
  private final Function<String, LiveFigures> figures; // by the model's name

  TimedClient(ModelClient client, LongSupplier nanoTime, Function<String, LiveFigures> figures) {
    this.client = client;
    this.nanoTime = nanoTime;
    this.figures = figures;
  }

  @Override
  public ChatStream send(ModelCall call) {
    CallTiming timing = CallTiming.begin(figures.apply(call.candidate().model().name()), nanoTime);
    try {
      return new MeteredStream(client.send(call), timing);
    } catch (Throwable e) { // whatever it is, the call is not in flight any more
      timing.failed(e, Usage.UNKNOWN);
      throw e;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
