package io.codingrouter.config;

import io.codingrouter.config.ConfigNode.Mapping;
import io.codingrouter.config.ConfigNode.Scalar;
import io.codingrouter.config.ConfigNode.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value that no field types: a boolean, a number or a text as it looks, a list or a map. A value
 * whose name says that it is secret is kept as a {@link Secret}.
 */
final class FreeValue {
  private final Reading reading;
  private final boolean unused;

  private FreeValue(Reading reading, boolean unused) {
    this.reading = reading;
    this.unused = unused;
  }

  /** Reads settings that act. */
  static Map<String, Object> read(Reading reading, ConfigPath path, Mapping mapping) {
    return new FreeValue(reading, false).map(path, mapping, false);
  }

  /**
   * Reads what nothing here uses: a dollar in it may be meant for somebody else, so what cannot be
   * filled in stays as it is written.
   */
  static Optional<Object> readUnused(Reading reading, ConfigPath path, ConfigNode node) {
    return new FreeValue(reading, true).value(path, node, false);
  }

  static Map<String, Object> readUnused(Reading reading, ConfigPath path, Mapping mapping) {
    return new FreeValue(reading, true).map(path, mapping, false);
  }

  private Optional<Object> value(ConfigPath path, ConfigNode node, boolean secret) {
    if (node instanceof Scalar scalar) {
      return scalar(path, scalar, secret);
    }
    if (node instanceof Sequence sequence) {
      List<Object> items = new ArrayList<>();
      for (int i = 0; i < sequence.items().size(); i++) {
        value(path.item(i), sequence.items().get(i), secret).ifPresent(items::add);
      }
      return Optional.of(List.copyOf(items));
    }
    if (node instanceof Mapping mapping) {
      return Optional.of(map(path, mapping, secret));
    }
    throw new AssertionError(node);
  }

  private Map<String, Object> map(ConfigPath path, Mapping mapping, boolean secret) {
    Map<String, Object> values = new LinkedHashMap<>();
    boolean secretHeader = namesSecretHeader(mapping);
    mapping
        .entries()
        .forEach(
            (key, member) -> {
              boolean hidden =
                  secret || Shown.namesSecret(key) || (secretHeader && key.equals("value"));
              value(path.freeKey(key), member.value(), hidden).ifPresent(v -> values.put(key, v));
            });
    return Collections.unmodifiableMap(values);
  }

  private Optional<Object> scalar(ConfigPath path, Scalar scalar, boolean secret) {
    Template template = template(scalar);
    if (template.malformed()) {
      reading.problems().add(scalar.place(), path.toString(), Field.MALFORMED);
      return Optional.empty();
    }
    if (!template.unset().isEmpty()) {
      reading.problems().warn(scalar.place(), path.toString(), template.complaint());
    }
    boolean typed = scalar.plain() && Typed.isTyped(template.value());
    if (secret && !typed && !template.value().isBlank()) {
      reading.secret(scalar, template.written());
      return Optional.of(
          template.unset().isEmpty()
              ? Secret.of(template.written(), template.value())
              : Secret.unusable(template.written(), template.complaint()));
    }
    return scalar.isNull()
        ? Optional.empty()
        : Optional.of(typed ? Typed.of(template.value()) : template.value());
  }

  private Template template(Scalar scalar) {
    Template template = reading.expand(scalar);
    boolean filled = !template.malformed() && template.unset().isEmpty();
    return filled || !unused
        ? template
        : new Template(scalar.text(), template.written(), List.of(), false);
  }

  /** Whether this is {@code {name: Authorization, value: …}}. */
  private static boolean namesSecretHeader(Mapping mapping) {
    ConfigNode.Member name = mapping.entries().get("name");
    return name != null
        && name.value() instanceof Scalar scalar
        && Shown.namesSecret(scalar.text());
  }

  /** Texts without quotes that YAML takes for something else. */
  private static final class Typed {
    static boolean isTyped(String text) {
      return text.equalsIgnoreCase("true")
          || text.equalsIgnoreCase("false")
          || Numbers.decimal(text).isPresent();
    }

    static Object of(String text) {
      if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
        return text.equalsIgnoreCase("true");
      }
      Optional<Integer> integer = Numbers.integer(text);
      return integer.isPresent() ? integer.get() : Numbers.decimal(text).orElseThrow();
    }
  }
}
