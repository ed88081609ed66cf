package io.codingrouter.dispatch;

import io.codingrouter.model.Candidate;
import java.time.Duration;

/**
 * Is told what becomes of the attempts of one request, as it happens. Methods run on the thread
 * that makes the call, or reads or closes its stream; they must be fast and must not throw.
 */
public interface AttemptListener {

  /** Hears nothing. */
  AttemptListener NONE = new AttemptListener() {};

  /**
   * A candidate is about to be asked.
   *
   * @param candidate whom
   */
  default void started(Candidate candidate) {}

  /**
   * The first content of a streamed reply is here.
   *
   * @param candidate who answers
   * @param waited how long it took to come
   */
  default void firstToken(Candidate candidate, Duration waited) {}

  /**
   * An attempt is over: a whole reply is here, a stream was read to its end or closed, or it
   * failed.
   *
   * @param candidate who was asked
   * @param attempt what came of it; {@link ModelException#CANCELLED} if its reader left early. The
   *     time is that of everything, the whole stream included
   */
  default void ended(Candidate candidate, Attempt attempt) {}

  /**
   * Nobody has read or closed the streamed reply for too long, and its place was needed: reading it
   * throws from now on. Follows {@link #ended}.
   *
   * @param candidate who answered
   */
  default void givenUp(Candidate candidate) {}

  /**
   * This attempt was one failure too many: the endpoint is left alone for a while. Follows {@link
   * #ended}.
   *
   * @param candidate the endpoint
   * @param time for how long, unless there is no other choice
   */
  default void ejected(Candidate candidate, Duration time) {}

  /**
   * The endpoint was left alone, and answers again.
   *
   * @param candidate the endpoint
   */
  default void readmitted(Candidate candidate) {}
}
