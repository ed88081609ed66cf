package io.codingrouter.dispatch;

import io.codingrouter.message.ChatStream;
import io.codingrouter.model.Candidate;

/**
 * Makes one call to one endpoint: the transport, nothing else. Retries, failover and time limits
 * over several attempts are decided above it.
 *
 * <p>A request comes in the protocol that its candidate speaks, and the reply goes back as it came:
 * each event of a stream is one chunk, whatever its shape. {@link ApiFormat} reads it. A client
 * that answers in OpenAI's protocol by itself is understood as well.
 *
 * <p>Implementations enforce the call's limits, register what stops the call with {@link
 * ModelCall#onCancel}, answer an interrupt by restoring the flag and throwing a {@link
 * ModelException} of kind {@link ModelException#CANCELLED}, never end a stream that was cut as if
 * it were whole, and are safe for concurrent use.
 */
@FunctionalInterface
public interface ModelClient extends AutoCloseable {

  /**
   * Sends a request and returns as soon as the reply begins.
   *
   * @param call what to send, where, and for how long
   * @return the reply; a whole reply is a stream of one chunk; the caller closes it
   * @throws ModelException if no reply begins; reading the stream throws the same when it breaks
   *     later
   */
  ChatStream send(ModelCall call);

  /**
   * Asks an endpoint what it serves. Keeps what the limits say, and answers an interrupt as above.
   *
   * @param candidate whom to ask; its chat path does not matter
   * @param limits how long it may take
   * @return what the endpoint says
   * @throws ModelException if it does not say
   * @throws UnsupportedOperationException if this client cannot ask; so by default
   */
  default ModelListing models(Candidate candidate, CallLimits limits) {
    throw new UnsupportedOperationException("this client cannot list models");
  }

  /** Frees connections. Does nothing by default. */
  @Override
  default void close() {}
}
