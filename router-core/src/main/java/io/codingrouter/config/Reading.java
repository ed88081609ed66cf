package io.codingrouter.config;

import io.codingrouter.config.ConfigNode.Mapping;
import io.codingrouter.config.ConfigNode.Member;
import io.codingrouter.config.ConfigNode.Scalar;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is shared while one configuration is read. Not safe for concurrent use. */
final class Reading {
  private final Problems problems;
  private final @Nullable UnaryOperator<String> environment; // null if nothing is replaced
  private final Observer observer;
  private final IdentityHashMap<Scalar, String> secrets = new IdentityHashMap<>();
  private final Map<String, Object> unused = new TreeMap<>();
  private final IdentityHashMap<ConfigNode, ConfigPath> origins = new IdentityHashMap<>();
  private Map<String, String> writtenKeys = Map.of();

  Reading(Problems problems, @Nullable UnaryOperator<String> environment, Observer observer) {
    this.problems = problems;
    this.environment = environment;
    this.observer = observer;
  }

  /** Reading texts as they are: a dollar is a dollar. */
  static Reading verbatim(Problems problems) {
    return new Reading(problems, null, Observer.NONE);
  }

  /** Sees what the readers ask for; a test compares it with the schema. */
  interface Observer {
    Observer NONE = new Observer() {};

    /** A mapping was read. */
    default void read(String shape, Collection<String> keys) {}

    /** A field takes some words only. */
    default void takes(String shape, Collection<String> words) {}
  }

  /** The list that a document is, where it is no mapping. */
  Field root(ConfigNode.Sequence list) {
    Mapping nothing = new MappingBuilder().build(list.place());
    return new Field(this, ConfigPath.ROOT, list, new Section(this, ConfigPath.ROOT, nothing));
  }

  Problems problems() {
    return problems;
  }

  Observer observer() {
    return observer;
  }

  Template expand(Scalar scalar) {
    return environment == null
        ? new Template(scalar.text(), scalar.text(), List.of(), false)
        : Template.expand(scalar.text(), environment);
  }

  /** The value of a variable, {@code ""} if it is not set. */
  String variable(String name) {
    String value = environment == null ? null : environment.apply(name);
    return value == null ? "" : value;
  }

  /** Notes that a scalar is secret, and how to write it back. */
  void secret(Scalar scalar, String written) {
    secrets.put(scalar, written);
  }

  /** Notes something that was read and does nothing, so that configurations compare by it too. */
  void unused(ConfigPath path, Object value) {
    unused.put(path.nativePath(), value);
  }

  Map<String, Object> unused() {
    return Map.copyOf(unused);
  }

  /** Notes that a value stood elsewhere in the format that was read. */
  void moved(ConfigNode node, ConfigPath from) {
    origins.put(node, from);
  }

  /** Moves the value of a key to another mapping, and notes where it stood; the first one stays. */
  void move(Section from, String written, MappingBuilder to, String key) {
    Member member = from.take(written);
    if (member != null && to.put(key, member.key(), member.value()) == null) {
      moved(member.value(), from.path().key(written));
    }
  }

  /** Notes by what words the format that was read calls keys of the native one. */
  void writtenKeys(Map<String, String> keys) {
    writtenKeys = Map.copyOf(keys);
  }

  /** A path as messages shall show it, given the value that stands there. */
  ConfigPath shown(ConfigPath path, @Nullable ConfigNode node) {
    if (node == null) {
      String written = path.key() == null ? null : writtenKeys.get(path.key());
      return written == null || path.parent() == null
          ? path
          : path.shownAs(path.parent().key(written));
    }
    ConfigPath origin = origins.get(node);
    return origin == null ? path : path.shownAs(origin);
  }

  /** The document without its secrets. */
  Mapping withoutSecrets(Mapping document) {
    if (secrets.isEmpty()) {
      return document;
    }
    return document.map(
        scalar -> {
          String written = secrets.get(scalar);
          return written == null || written.equals(scalar.text())
              ? scalar
              : new Scalar(scalar.place(), written, false);
        });
  }
}
