package io.codingrouter.config;

import io.codingrouter.config.ConfigNode.Scalar;
import java.util.Locale;
import java.util.Optional;

/** Reads keys: notes how to write them back, and finds those that are masked or not set. */
final class SecretReader {
  static final String MASKED =
      "is masked: set it to ${VAR}, the environment variable that holds it, or to the value itself";

  private SecretReader() {}

  /**
   * Reads a key.
   *
   * @param owner what the key belongs to, for the message when it is used and is not usable
   * @param user what cannot be used without it
   */
  static Optional<Secret> read(
      Reading reading, Field field, Scalar scalar, String owner, String user) {
    Template template = reading.expand(braced(scalar));
    reading.secret(scalar, template.written());
    if (template.malformed()) {
      field.problem(Field.MALFORMED);
      return Optional.empty();
    }
    if (!template.unset().isEmpty()) {
      String complaint = template.complaint();
      field.warn(complaint + ": " + user + " cannot be used until it is");
      return Optional.of(
          Secret.unusable(template.written(), owner + " cannot be used: " + complaint));
    }
    String value = template.value().strip();
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (isMask(value)) {
      field.warn(MASKED + "; until then " + user + " cannot be used");
      return Optional.of(Secret.unusable(template.written(), owner + " " + MASKED));
    }
    if (!isSendable(value)) {
      field.problem("has characters that no header can carry: use visible ASCII only");
      return Optional.empty();
    }
    return Optional.of(Secret.of(template.written(), value));
  }

  /** Reads the name of the variable that holds a key. */
  static Optional<Secret> readVariable(Reading reading, Field field, String owner) {
    Optional<String> name = field.text().map(String::strip);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    String value = Template.isVariable(name.get()) ? reading.variable(name.get()).strip() : "";
    boolean suspect = Shown.looksLikeSecret(name.get());
    if (value.isEmpty() && (suspect || !Template.isVariable(name.get()))) {
      field.problem("must be the name of an environment variable, not the key itself");
      return Optional.empty();
    }
    String written = "${" + name.get() + "}";
    if (value.isEmpty()) {
      String complaint = "environment variable " + name.get() + " is not set";
      field.warn(complaint + ": this model cannot be used until it is");
      return Optional.of(Secret.unusable(written, owner + " cannot be used: " + complaint));
    }
    if (isMask(value) || !isSendable(value)) {
      field.problem("this variable holds a mask, or characters that no header can carry");
      return Optional.empty();
    }
    return Optional.of(Secret.of(written, value));
  }

  /** A key that is {@code $VAR} and nothing else is no key: upstream reads it as {@code ${VAR}}. */
  private static Scalar braced(Scalar scalar) {
    String text = scalar.text().strip();
    return text.startsWith("$") && Template.isVariable(text.substring(1))
        ? new Scalar(scalar.place(), "${" + text.substring(1) + "}", scalar.plain())
        : scalar;
  }

  private static boolean isMask(String value) {
    if (value.contains("•••")) {
      return true;
    }
    String text = value;
    if (value.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
      text = value.substring("bearer ".length()).strip();
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '*') {
        return false;
      }
    }
    return text.length() >= 3;
  }

  private static boolean isSendable(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c >= 0x7F) {
        return false;
      }
    }
    return true;
  }
}
