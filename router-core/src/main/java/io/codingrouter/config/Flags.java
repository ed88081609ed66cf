package io.codingrouter.config;

import java.util.Locale;
import java.util.Optional;

/** The words for yes and no, as YAML has them. */
final class Flags {
  private Flags() {}

  static Optional<Boolean> find(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> Optional.of(true);
      case "false", "no", "off" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
