package io.codingrouter.text;

import java.util.Set;

/** Where a number ends, with its sign, its currency and its unit. */
final class Numbers {
  private static final String CURRENCIES = "$\u20AC\u00A3\u00A5\u20B9\u20BD\u20A9";
  private static final Set<String> UNITS =
      Set.of(
          "ns",
          "us",
          "\u03BCs",
          "ms",
          "s",
          "sec",
          "secs",
          "min",
          "mins",
          "h",
          "hr",
          "hrs",
          "d",
          "second",
          "seconds",
          "minute",
          "minutes",
          "hour",
          "hours",
          "day",
          "days",
          "week",
          "weeks",
          "month",
          "months",
          "year",
          "years",
          "milliseconds",
          "microseconds",
          "nanoseconds",
          "b",
          "B",
          "kB",
          "KB",
          "MB",
          "GB",
          "TB",
          "PB",
          "KiB",
          "MiB",
          "GiB",
          "TiB",
          "kb",
          "mb",
          "gb",
          "tb",
          "kbit",
          "Mbit",
          "Gbit",
          "Mbps",
          "Gbps",
          "kbps",
          "bit",
          "bits",
          "byte",
          "bytes",
          "nm",
          "\u03BCm",
          "mm",
          "cm",
          "m",
          "km",
          "in",
          "ft",
          "mi",
          "mile",
          "miles",
          "mg",
          "g",
          "kg",
          "t",
          "lb",
          "lbs",
          "oz",
          "ml",
          "l",
          "L",
          "Hz",
          "kHz",
          "MHz",
          "GHz",
          "V",
          "mV",
          "kV",
          "A",
          "mA",
          "W",
          "kW",
          "MW",
          "kWh",
          "J",
          "kJ",
          "cal",
          "kcal",
          "K",
          "Pa",
          "kPa",
          "bar",
          "px",
          "pt",
          "em",
          "rem",
          "dpi",
          "fps",
          "rpm",
          "C",
          "F",
          "USD",
          "EUR",
          "GBP",
          "JPY",
          "CHF",
          "dollars",
          "euros",
          "percent",
          "tokens",
          "k",
          "M",
          "x",
          "dB",
          "ppm",
          "mol");
  // One letter behind a space is more often a word than a unit.
  private static final int SHORTEST_APART = 2;
  private static final int LONGEST_UNIT = 12;
  private static final int LONGEST_ORDINAL = 2;

  private Numbers() {}

  static boolean mayStart(char c) {
    return Letters.isAsciiDigit(c)
        || c == '-'
        || c == '+'
        || c == '$'
        || (c >= 128 && (Character.isDigit(c) || CURRENCIES.indexOf(c) >= 0));
  }

  /** Returns the end of the number that begins here, or the same place if none does. */
  static int end(String text, int at) {
    if (at > 0 && Letters.isWord(text.codePointBefore(at))) {
      return at;
    }
    int i = at;
    if (isSign(text, i) && (i == 0 || !endsOperand(text.codePointBefore(i)))) {
      i++;
    }
    boolean priced = i < text.length() && CURRENCIES.indexOf(text.charAt(i)) >= 0;
    if (priced) {
      i++;
      if (i < text.length() && text.charAt(i) == ' ') {
        i++;
      }
    }
    int digits = digitsEnd(text, i);
    return digits == i || isJumble(text, digits) ? at : unitEnd(text, digits);
  }

  // "2nd" has a number, "49676e6f" has none.
  private static boolean isJumble(String text, int digits) {
    int end = lettersEnd(text, digits);
    return end - digits > LONGEST_ORDINAL && !isUnit(text, digits, end);
  }

  private static boolean isSign(String text, int at) {
    return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+');
  }

  private static boolean endsOperand(int codePoint) {
    return Letters.isWord(codePoint) || codePoint == ')' || codePoint == ']';
  }

  private static int digitsEnd(String text, int from) {
    int i = from;
    if (text.startsWith("0x", i) || text.startsWith("0X", i)) {
      int hex = i + 2;
      while (hex < text.length() && Character.digit(text.charAt(hex), 16) >= 0) {
        hex++;
      }
      return hex > i + 2 ? hex : i + 1;
    }
    while (isDigit(text, i) || (i > from && isSeparator(text, i) && isDigit(text, i + 1))) {
      i++;
    }
    if (i > from && i < text.length() && (text.charAt(i) | 0x20) == 'e') {
      int exponent = isSign(text, i + 1) ? i + 2 : i + 1;
      while (isDigit(text, exponent)) {
        exponent++;
      }
      return isDigit(text, exponent - 1) ? exponent : i;
    }
    return i;
  }

  private static boolean isDigit(String text, int at) {
    return at < text.length() && Character.isDigit(text.charAt(at));
  }

  private static boolean isSeparator(String text, int at) {
    char c = at < text.length() ? text.charAt(at) : ' ';
    return c == '.' || c == ',' || c == '_' || c == '\'' || c == '/' || c == ':';
  }

  private static int unitEnd(String text, int from) {
    if (from == text.length()) {
      return from;
    }
    boolean apart = text.charAt(from) == ' ';
    int i = apart ? from + 1 : from;
    if (i < text.length() && isSuffix(text.charAt(i))) {
      boolean degrees = text.charAt(i) == '\u00B0';
      int letters = degrees ? lettersEnd(text, i + 1) : i + 1;
      return degrees && letters == i + 2 ? letters : i + 1;
    }
    int end = lettersEnd(text, i);
    if (end == i || end - i < (apart ? SHORTEST_APART : 1) || !isUnit(text, i, end)) {
      return from;
    }
    if (apart && end - i == SHORTEST_APART && text.startsWith("in", i)) {
      return from;
    }
    int divisor = end < text.length() && text.charAt(end) == '/' ? lettersEnd(text, end + 1) : end;
    return divisor > end + 1 && isUnit(text, end + 1, divisor) ? divisor : end;
  }

  private static boolean isUnit(String text, int from, int end) {
    return end - from <= LONGEST_UNIT && UNITS.contains(text.substring(from, end));
  }

  // A run that goes on is no unit; it need not be read to its end.
  private static int lettersEnd(String text, int from) {
    int i = from;
    while (i < text.length() && i - from <= LONGEST_UNIT && Letters.isWord(text.codePointAt(i))) {
      i += Character.charCount(text.codePointAt(i));
    }
    return i;
  }

  private static boolean isSuffix(char c) {
    return c == '%' || c == '\u2030' || c == '\u00B0' || CURRENCIES.indexOf(c) >= 0;
  }
}
