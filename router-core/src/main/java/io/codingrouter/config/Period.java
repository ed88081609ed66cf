package io.codingrouter.config;

import java.time.Duration;
import java.util.Locale;

/** The stretch of time that a budget is for: always the latest one, not one of the calendar. */
public enum Period {
  /** 60 seconds. */
  MINUTE(Duration.ofMinutes(1)),

  /** 60 minutes. */
  HOUR(Duration.ofHours(1)),

  /** 24 hours. */
  DAY(Duration.ofDays(1)),

  /** 7 days. */
  WEEK(Duration.ofDays(7)),

  /** 30 days. */
  MONTH(Duration.ofDays(30));

  private final Duration length;

  Period(Duration length) {
    this.length = length;
  }

  /**
   * Returns how long it is.
   *
   * @return the length
   */
  public Duration length() {
    return length;
  }

  /**
   * Returns its name as configurations write it.
   *
   * @return the name in lower case
   */
  public String configName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
