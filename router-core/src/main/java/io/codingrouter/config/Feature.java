package io.codingrouter.config;

import java.util.Map;

/**
 * A switch of {@code advanced}, written as a boolean or as a map of settings.
 *
 * @param enabled whether it is on
 * @param settings its settings: strings, booleans, integers, decimals as {@code BigDecimal}, {@code
 *     Duration}s and lists; only those that are written
 */
public record Feature(boolean enabled, Map<String, Object> settings) {
  /** Off, without settings. */
  public static final Feature OFF = new Feature(false, Map.of());

  public Feature {
    settings = Map.copyOf(settings);
  }
}
