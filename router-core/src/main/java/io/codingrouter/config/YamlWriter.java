package io.codingrouter.config;

import io.codingrouter.config.ConfigNode.Mapping;
import io.codingrouter.config.ConfigNode.Scalar;
import io.codingrouter.config.ConfigNode.Sequence;

/** Writes a {@link ConfigNode} as YAML that composes to the same again. */
final class YamlWriter {
  static final String SCHEMA_LINE = "# yaml-language-server: $schema=config.schema.json\n";
  private static final String SAFE = "_$/.@%+=()<>~^;-";

  private final StringBuilder out = new StringBuilder();

  private YamlWriter() {}

  /** Writes a configuration, with a first line that tells editors its schema. */
  static String write(ConfigNode root) {
    return SCHEMA_LINE + plain(root);
  }

  /** Writes anything. */
  static String plain(ConfigNode root) {
    YamlWriter writer = new YamlWriter();
    writer.block(root, 0, false);
    return writer.out.toString();
  }

  /** Writes a value on lines of its own; the first continues the current line in a list. */
  private void block(ConfigNode node, int indent, boolean continued) {
    if (node instanceof Mapping mapping) {
      boolean first = continued;
      for (var entry : mapping.entries().entrySet()) {
        if (!first) {
          indent(indent);
        }
        first = false;
        text(entry.getKey(), !entry.getKey().isEmpty() && isPlainSafe(entry.getKey()), false);
        out.append(':');
        value(entry.getValue().value(), indent);
      }
    } else if (node instanceof Sequence sequence) {
      boolean first = continued;
      for (ConfigNode item : sequence.items()) {
        if (!first) {
          indent(indent);
        }
        first = false;
        out.append('-');
        if (isInline(item)) {
          value(item, indent);
        } else {
          out.append(' ');
          block(item, indent + 2, true);
        }
      }
    }
  }

  /** Writes the value of a key: on the same line if it is short, else below. */
  private void value(ConfigNode node, int indent) {
    if (isInline(node)) {
      if (!(node instanceof Scalar scalar && scalar.plain() && scalar.text().isEmpty())) {
        out.append(' ');
        inline(node, false);
      }
      out.append('\n');
    } else {
      out.append('\n');
      block(node, indent + 2, false);
    }
  }

  private void inline(ConfigNode node, boolean inList) {
    if (node instanceof Scalar scalar) {
      text(scalar.text(), scalar.plain() && isPlainSafe(scalar.text()), inList);
    } else if (node instanceof Sequence sequence) {
      out.append('[');
      for (int i = 0; i < sequence.items().size(); i++) {
        out.append(i == 0 ? "" : ", ");
        inline(sequence.items().get(i), true);
      }
      out.append(']');
    } else {
      out.append("{}");
    }
  }

  /** Whether a value stands on one line: a text, nothing, or a list in brackets. */
  private static boolean isInline(ConfigNode node) {
    if (node instanceof Mapping mapping) {
      return mapping.entries().isEmpty();
    }
    if (node instanceof Sequence sequence) {
      return sequence.items().isEmpty()
          || (sequence.flow() && sequence.items().stream().allMatch(Scalar.class::isInstance));
    }
    return true;
  }

  private void text(String text, boolean plain, boolean inList) {
    if (plain && !(inList && text.isEmpty())) {
      out.append(text);
      return;
    }
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      if (isLoneSurrogate(text, i)) {
        hex(text.charAt(i));
      } else {
        escaped(text.charAt(i));
      }
    }
    out.append('"');
  }

  private static boolean isLoneSurrogate(String text, int i) {
    char c = text.charAt(i);
    return Character.isHighSurrogate(c)
        ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
        : Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  private void escaped(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\t' -> out.append("\\t");
      default -> {
        boolean hidden =
            c < ' '
                || (c >= 0x7F && c < 0xA0)
                || c == 0x2028
                || c == 0x2029
                || c == 0xFEFF
                || c >= 0xFFFE;
        if (hidden) {
          hex(c);
        } else {
          out.append(c);
        }
      }
    }
  }

  private void hex(char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(Character.forDigit((c >> shift) & 0xF, 16));
    }
  }

  private void indent(int indent) {
    out.append(" ".repeat(indent));
  }

  /** Whether a text means itself without quotes, anywhere. Refuses more than it must. */
  private static boolean isPlainSafe(String text) {
    if (text.isEmpty()) {
      return true;
    }
    char first = text.charAt(0);
    boolean sign = first == '-' || first == '+' || first == '.';
    if (!(isLetterOrDigit(first) || first == '_' || first == '$' || first == '/' || first == '~')
        && !(sign && text.length() > 1 && isLetterOrDigit(text.charAt(1)))) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean colon = c == ':' && i + 1 < text.length() && text.charAt(i + 1) != ' ';
      boolean space = c == ' ' && i + 1 < text.length() && text.charAt(i + 1) != ' ';
      if (!(isLetterOrDigit(c) || SAFE.indexOf(c) >= 0 || colon || space)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(char c) {
    return Character.isLetterOrDigit(c);
  }
}
