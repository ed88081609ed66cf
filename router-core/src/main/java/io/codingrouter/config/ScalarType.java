package io.codingrouter.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the text of a value must be, and what to say of one that is not.
 *
 * @param reader reads a text without white space around it; empty if it is not of this type
 * @param complaint a predicate, such as {@code must be true or false}
 */
record ScalarType<E>(Function<String, Optional<E>> reader, String complaint) {
  private static final long LONGEST_DAYS = 365;

  static final ScalarType<Integer> ANY_INTEGER =
      new ScalarType<>(Numbers::integer, "must be a whole number such as 100");

  static final ScalarType<Long> WHOLE_NUMBER =
      new ScalarType<>(Numbers::wholeNumber, "must be a whole number of at most 64 bits");

  static final ScalarType<Integer> TOKENS =
      new ScalarType<>(
          text -> Numbers.tokens(text).filter(n -> n > 0),
          "must be a number of tokens such as 128000, 128K or 1M");

  static final ScalarType<Integer> TOKENS_OR_NONE =
      new ScalarType<>(
          text -> Numbers.tokens(text).filter(n -> n >= 0),
          "must be a number of tokens such as 16000, 16K or 1.5M");

  static final ScalarType<Duration> DURATION =
      new ScalarType<>(
          text -> duration(text).filter(d -> d.compareTo(Duration.ofMillis(1)) >= 0),
          "must be a length of time such as 300s, 5m, 1h30m or 500ms");

  static final ScalarType<Duration> DURATION_OR_NONE =
      new ScalarType<>(
          text -> duration(text).filter(d -> !d.isNegative()),
          "must be a length of time such as 10s or 500ms, or 0");

  static final ScalarType<Boolean> FLAG = new ScalarType<>(Flags::find, "must be true or false");

  static ScalarType<Integer> integer(int least, int most) {
    return new ScalarType<>(
        text -> Numbers.integer(text).filter(n -> n >= least && n <= most),
        most == Integer.MAX_VALUE
            ? "must be a whole number, at least " + least
            : "must be a whole number from " + least + " to " + most);
  }

  static ScalarType<BigDecimal> number(int least, int most) {
    return new ScalarType<>(
        text ->
            Numbers.decimal(text)
                .filter(n -> n.compareTo(BigDecimal.valueOf(least)) >= 0)
                .filter(n -> n.compareTo(BigDecimal.valueOf(most)) <= 0),
        "must be a number from " + least + " to " + most);
  }

  private static Optional<Duration> duration(String text) {
    return Numbers.duration(text).filter(d -> d.toDays() <= LONGEST_DAYS);
  }
}
