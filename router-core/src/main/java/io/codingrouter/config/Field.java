package io.codingrouter.config;

import io.codingrouter.config.ConfigNode.Mapping;
import io.codingrouter.config.ConfigNode.Member;
import io.codingrouter.config.ConfigNode.Scalar;
import io.codingrouter.config.ConfigNode.Sequence;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value that is being read. What its text means is up to the caller, who asks for a number, a
 * word, a list: a value that is none is a problem, and reads as absent. Messages never repeat the
 * text.
 */
final class Field {
  static final String MALFORMED =
      "a ${ is not closed or names no variable: write ${NAME}, or $$ for a dollar";

  private final Reading reading;
  private final ConfigPath path;
  private final @Nullable ConfigNode node;
  private final Section section;
  private boolean required;
  private String hint = "";

  Field(Reading reading, ConfigPath path, @Nullable ConfigNode node, Section section) {
    this.reading = reading;
    this.path = path;
    this.node = node;
    this.section = section;
  }

  ConfigPath path() {
    return path;
  }

  /** The key, {@code ""} for an item of a list. */
  String key() {
    return path.key() == null ? "" : path.key();
  }

  Place place() {
    return node == null ? section.place() : node.place();
  }

  /** Whether there is a value, be it right or wrong. */
  boolean isPresent() {
    return node != null && !(path.key() != null && node instanceof Scalar s && s.isNull());
  }

  /** Whether there is a value other than an empty mapping or list. */
  boolean isFilled() {
    boolean isEmptyMapping = node instanceof Mapping mapping && mapping.entries().isEmpty();
    return isPresent() && !isEmptyMapping && !isEmptyList();
  }

  /** Makes it a problem if this is absent. */
  Field required(String hint) {
    this.hint = hint;
    required = true;
    if (!isPresent()) {
      section.missing(this);
    }
    return this;
  }

  /** What to write, for whoever left it out. */
  String hint() {
    return hint.isEmpty() ? "" : ": " + hint;
  }

  void problem(String message) {
    reading.problems().add(place(), path.toString(), message);
  }

  void warn(String message) {
    reading.problems().warn(place(), path.toString(), message);
  }

  /** Warns of what may be written many times; see {@link Problems#warnOnce}. */
  void warnOnce(String message) {
    reading.problems().warnOnce(place(), path, message);
  }

  /** Notes the value, so that configurations compare by it although nothing reads it. */
  void noteUnused() {
    if (isPresent() && node != null) {
      reading.unused(path, FreeValue.readUnused(reading, path, node).orElse(""));
    }
  }

  /** The text with its variables filled in. */
  Optional<String> text() {
    if (!isPresent()) {
      return Optional.empty();
    }
    if (!(node instanceof Scalar scalar)) {
      problem("must be a text, not a " + kind());
      return Optional.empty();
    }
    Template template = reading.expand(scalar);
    if (template.malformed()) {
      problem(MALFORMED);
      return Optional.empty();
    }
    if (!template.unset().isEmpty()) {
      if (required) {
        problem(template.complaint() + ": set it, or give a default as ${NAME:-default}");
      } else {
        warn(template.complaint() + ": this is read as if it were not written");
      }
      return Optional.empty();
    }
    if (required && template.value().isBlank()) {
      problem("must not be empty" + hint());
      return Optional.empty();
    }
    return Optional.of(template.value());
  }

  /** The text, {@code ""} if there is none; says nothing of what is wrong with it. */
  String quietText() {
    return isPresent() && node instanceof Scalar scalar ? reading.expand(scalar).value() : "";
  }

  Optional<Integer> integer(int least, int most) {
    return scalar(ScalarType.integer(least, most));
  }

  Optional<Integer> anyInteger() {
    return scalar(ScalarType.ANY_INTEGER);
  }

  /** Any number of 64 bits, such as a seed. */
  Optional<Long> wholeNumber() {
    return scalar(ScalarType.WHOLE_NUMBER);
  }

  Optional<Integer> tokens() {
    return scalar(ScalarType.TOKENS);
  }

  /** A number of tokens that may be zero. */
  Optional<Integer> tokensOrNone() {
    return scalar(ScalarType.TOKENS_OR_NONE);
  }

  Optional<BigDecimal> number(int least, int most) {
    return scalar(ScalarType.number(least, most));
  }

  Optional<Duration> duration() {
    return scalar(ScalarType.DURATION);
  }

  /** A length of time that may be zero. */
  Optional<Duration> durationOrNone() {
    return scalar(ScalarType.DURATION_OR_NONE);
  }

  Optional<Boolean> flag() {
    return scalar(ScalarType.FLAG);
  }

  private <E> Optional<E> scalar(ScalarType<E> type) {
    return text().flatMap(text -> checked(type.reader().apply(text.strip()), type.complaint()));
  }

  <E> Optional<E> word(Words<E> words) {
    reading.observer().takes(path.shape(), words.written());
    return text().flatMap(text -> checked(words.find(text), words.complaint(text)));
  }

  /** The items of a list; a single item without a list is a problem. */
  List<Field> items() {
    List<Field> items = new ArrayList<>();
    if (node instanceof Sequence sequence) {
      for (ConfigNode item : sequence.items()) {
        items.add(new Field(reading, reading.shown(path.item(items.size()), item), item, section));
      }
    } else if (isPresent()) {
      problem("must be a list: write [ ] around it, or - and a space before each item");
    }
    return items;
  }

  /** A list of texts, none of them empty. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (Field item : items()) {
      item.required("").text().ifPresent(texts::add);
    }
    return texts;
  }

  /** A list of words from a table. */
  <E> List<E> words(Words<E> words) {
    List<E> found = new ArrayList<>();
    for (Field item : items()) {
      item.required("").word(words).ifPresent(found::add);
    }
    return found;
  }

  /** Reads a mapping, and reports the keys that the reader did not ask for. */
  <T> Optional<T> section(Function<Section, T> reader) {
    if (!isPresent()) {
      return Optional.empty();
    }
    if (!(node instanceof Mapping mapping)) {
      problem("must be keys with values, not a " + kind());
      return Optional.empty();
    }
    Section inner = new Section(reading, path, mapping);
    T value = reader.apply(inner);
    inner.close();
    return Optional.of(value);
  }

  /** Reads a list of mappings. */
  <T> List<T> sections(Function<Section, T> reader) {
    List<T> values = new ArrayList<>();
    for (Field item : items()) {
      item.section(reader).ifPresent(values::add);
    }
    return values;
  }

  /** Reads a mapping whose keys are names of the user's choice. */
  void entries(BiConsumer<String, Field> reader) {
    if (!isPresent()) {
      return;
    }
    if (!(node instanceof Mapping mapping)) {
      problem("must be names with values, not a " + kind());
      return;
    }
    Section inner = new Section(reading, path, mapping);
    for (Map.Entry<String, Member> entry : mapping.entries().entrySet()) {
      ConfigNode node = entry.getValue().value();
      Field value =
          new Field(reading, reading.shown(path.freeKey(entry.getKey()), node), node, inner);
      reader.accept(entry.getKey(), value);
    }
  }

  /** The texts of a key, in mappings at any depth. */
  List<String> textsOf(String key) {
    return node == null ? List.of() : node.textsOf(key);
  }

  /** The value as it was written, if there is one. */
  Optional<ConfigNode> node() {
    return isPresent() ? Optional.ofNullable(node) : Optional.empty();
  }

  /** The mapping that this is. */
  Optional<Mapping> mapping() {
    return node instanceof Mapping mapping ? Optional.of(mapping) : Optional.empty();
  }

  /** The list that this is; anything else that is written is a problem. */
  Optional<Sequence> list() {
    if (isPresent() && !(node instanceof Sequence)) {
      problem("must be a list, not a " + kind());
    }
    return node instanceof Sequence sequence ? Optional.of(sequence) : Optional.empty();
  }

  boolean isMapping() {
    return node instanceof Mapping;
  }

  boolean isList() {
    return node instanceof Sequence;
  }

  boolean isEmptyList() {
    return node instanceof Sequence sequence && sequence.items().isEmpty();
  }

  /** A mapping of values typed as YAML would, empty if there is none. */
  Map<String, Object> settings() {
    return settings(FreeValue::read);
  }

  /** The same for settings that nothing here uses. */
  Map<String, Object> unusedSettings() {
    return settings(FreeValue::readUnused);
  }

  private Map<String, Object> settings(SettingsReader reader) {
    if (!isPresent()) {
      return Map.of();
    }
    if (!(node instanceof Mapping mapping)) {
      problem("must be keys with values, not a " + kind());
      return Map.of();
    }
    return reader.read(reading, path, mapping);
  }

  private interface SettingsReader {
    Map<String, Object> read(Reading reading, ConfigPath path, Mapping mapping);
  }

  /** A secret that belongs to something, such as {@code the access_key of model x}. */
  Optional<Secret> secret(String owner) {
    return secret(owner, "this model");
  }

  /** A secret, and what cannot be used without it. */
  Optional<Secret> secret(String owner, String user) {
    if (!isPresent()) {
      return Optional.empty();
    }
    if (!(node instanceof Scalar scalar)) {
      problem("must be a text, not a " + kind());
      return Optional.empty();
    }
    return SecretReader.read(reading, this, scalar, owner, user);
  }

  /** A secret that stands in an environment variable, whose name is written. */
  Optional<Secret> secretVariable(String owner) {
    return SecretReader.readVariable(reading, this, owner);
  }

  private <E> Optional<E> checked(Optional<E> value, String complaint) {
    if (value.isEmpty()) {
      problem(complaint);
    }
    return value;
  }

  private String kind() {
    return node instanceof Sequence ? "list" : node instanceof Mapping ? "mapping" : "single value";
  }
}
