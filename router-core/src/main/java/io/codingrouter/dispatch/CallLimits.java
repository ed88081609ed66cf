package io.codingrouter.dispatch;

import java.time.Duration;

/**
 * How long one attempt may take. The client enforces these.
 *
 * @param connect to reach the endpoint
 * @param firstToken from sending the request to the first byte of a whole reply, or to the first
 *     {@linkplain io.codingrouter.message.ChatChunk#hasContent content} of a streamed one: servers
 *     say who speaks, or that they are alive, long before the model has read the prompt
 * @param stall between two bytes of the reply, from then on
 * @param total for everything; if the request asks for a stream, until its first content, after
 *     which only {@code stall} holds
 */
public record CallLimits(Duration connect, Duration firstToken, Duration stall, Duration total) {
  private static final Duration UNREAD = Duration.ofMinutes(5);

  public CallLimits {
    check("connect", connect);
    check("firstToken", firstToken);
    check("stall", stall);
    check("total", total);
  }

  /**
   * Creates limits from one deadline: 10 seconds to connect, or less if the deadline is nearer, and
   * the deadline for all else.
   *
   * @param total the time that is left, more than zero
   * @return the limits
   */
  public static CallLimits within(Duration total) {
    Duration connect = Duration.ofSeconds(10);
    return new CallLimits(connect.compareTo(total) < 0 ? connect : total, total, total, total);
  }

  /**
   * Returns how long a streamed answer that has begun waits for its reader. Who neither reads nor
   * closes it for longer has left it, and what it holds is freed.
   *
   * @return five minutes, or {@code stall} where that is longer
   */
  public Duration unread() {
    return stall.compareTo(UNREAD) < 0 ? UNREAD : stall;
  }

  private static void check(String name, Duration limit) {
    if (limit.isZero() || limit.isNegative()) {
      throw new IllegalArgumentException(name + " must be more than zero but was " + limit);
    }
  }
}
