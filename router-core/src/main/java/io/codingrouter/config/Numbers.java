package io.codingrouter.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Numbers and lengths of time, read exactly from the text as it was written. */
final class Numbers {
  private static final int LONGEST = 40;
  private static final int LARGEST_EXPONENT = 30;
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

  private Numbers() {}

  /** A finite decimal number; nothing for {@code .nan}, {@code .inf} and all else. */
  static Optional<BigDecimal> decimal(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return Optional.empty();
    }
    for (int i = 0; i < text.length(); i++) {
      if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
        return Optional.empty();
      }
    }
    try {
      BigDecimal number = new BigDecimal(text);
      return Math.abs((long) number.precision() - number.scale()) <= LARGEST_EXPONENT
          ? Optional.of(number)
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** A whole number in digits. */
  static Optional<Integer> integer(String text) {
    return isInteger(text) ? toInt(new BigDecimal(text)) : Optional.empty();
  }

  /** A whole number of at most 64 bits, in digits. */
  static Optional<Long> wholeNumber(String text) {
    try {
      return isInteger(text) ? Optional.of(Long.valueOf(text)) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** A number of tokens: {@code 128000}, {@code 128K} or {@code 1.5M}, in thousands. */
  static Optional<Integer> tokens(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    int power = upper.endsWith("K") ? 3 : upper.endsWith("M") ? 6 : 0;
    return decimal(power == 0 ? upper : upper.substring(0, upper.length() - 1))
        .flatMap(number -> toInt(number.scaleByPowerOfTen(power)));
  }

  /** A length of time: {@code 300s}, {@code 1h30m}, {@code 500ms}, or a number of seconds. */
  static Optional<Duration> duration(String text) {
    Optional<BigDecimal> seconds = decimal(text);
    if (seconds.isPresent()) {
      return seconds.flatMap(Numbers::ofSeconds);
    }
    BigDecimal sum = BigDecimal.ZERO;
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && "0123456789.".indexOf(text.charAt(end)) >= 0) {
        end++;
      }
      Optional<BigDecimal> number = decimal(text.substring(at, end));
      String unit = unit(text, end);
      if (number.isEmpty() || unit.isEmpty()) {
        return Optional.empty();
      }
      sum = sum.add(number.get().multiply(secondsOf(unit)));
      at = end + unit.length();
    }
    return text.isEmpty() ? Optional.empty() : ofSeconds(sum);
  }

  private static String unit(String text, int at) {
    if (text.startsWith("ms", at)) {
      return "ms";
    }
    return at < text.length() && "dhms".indexOf(text.charAt(at)) >= 0
        ? text.substring(at, at + 1)
        : "";
  }

  private static BigDecimal secondsOf(String unit) {
    return switch (unit) {
      case "d" -> BigDecimal.valueOf(86_400);
      case "h" -> BigDecimal.valueOf(3_600);
      case "m" -> BigDecimal.valueOf(60);
      case "ms" -> new BigDecimal("0.001");
      default -> BigDecimal.ONE;
    };
  }

  private static Optional<Duration> ofSeconds(BigDecimal seconds) {
    BigDecimal nanos = seconds.multiply(NANOS);
    return nanos.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0
        ? Optional.of(Duration.ofNanos(nanos.longValue()))
        : Optional.empty();
  }

  static boolean isInteger(String text) {
    int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.length() > start && text.length() <= LONGEST;
  }

  private static Optional<Integer> toInt(BigDecimal number) {
    try {
      return Optional.of(number.intValueExact());
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }
}
