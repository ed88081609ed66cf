package io.codingrouter.config;

import io.codingrouter.config.ConfigNode.Mapping;
import io.codingrouter.config.ConfigNode.Scalar;
import io.codingrouter.config.ConfigNode.Sequence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tree as JSON would have it: what stands without quotes is null, a boolean or a number. */
final class PlainValue {
  private PlainValue() {}

  static @Nullable Object of(ConfigNode node) {
    if (node instanceof Mapping mapping) {
      return of(mapping);
    }
    if (node instanceof Sequence sequence) {
      List<@Nullable Object> items = new ArrayList<>();
      sequence.items().forEach(item -> items.add(of(item)));
      return items;
    }
    if (node instanceof Scalar scalar) {
      return of(scalar);
    }
    throw new AssertionError(node);
  }

  static Map<String, @Nullable Object> of(Mapping mapping) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    mapping.entries().forEach((key, member) -> values.put(key, of(member.value())));
    return values;
  }

  private static @Nullable Object of(Scalar scalar) {
    if (scalar.isNull()) {
      return null;
    }
    String text = scalar.text();
    if (!scalar.plain()) {
      return text;
    }
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return text.equalsIgnoreCase("true");
    }
    Optional<BigDecimal> number = Numbers.decimal(text);
    return number.isPresent() ? number.get() : text;
  }
}
