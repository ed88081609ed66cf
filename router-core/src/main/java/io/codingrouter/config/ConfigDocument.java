package io.codingrouter.config;

import io.codingrouter.config.ConfigNode.Mapping;
import io.codingrouter.config.ConfigNode.Member;
import io.codingrouter.config.ConfigNode.Scalar;
import io.codingrouter.config.ConfigNode.Sequence;
import java.util.OptionalInt;

/**
 * The document that a configuration was read from, without its secrets. Immutable.
 *
 * @param written as it was written, in whatever format
 * @param rewritten the same in the native format
 */
record ConfigDocument(Mapping written, Mapping rewritten) {

  /** The same, as if it had been written in the native format. */
  ConfigDocument migrated() {
    return new ConfigDocument(rewritten, rewritten);
  }

  String toYaml() {
    return YamlWriter.write(written);
  }

  /** The format's version as written, {@code ""} if there is none. */
  String version() {
    Member version = written.entries().get("version");
    return version != null && version.value() instanceof Scalar scalar ? scalar.text().strip() : "";
  }

  /** The line of the decision of a number; empty if it was not read from a text. */
  OptionalInt decisionLine(int number) {
    Member decisions = rewritten.entries().get("decisions");
    if (decisions == null
        || !(decisions.value() instanceof Sequence list)
        || number < 0
        || number >= list.items().size()) {
      return OptionalInt.empty();
    }
    int line = list.items().get(number).place().line();
    return line == 0 ? OptionalInt.empty() : OptionalInt.of(line);
  }
}
