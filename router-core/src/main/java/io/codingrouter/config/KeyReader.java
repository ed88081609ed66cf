package io.codingrouter.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the keys, headers and query parameters of a model or of one of its endpoints. */
final class KeyReader {
  private KeyReader() {}

  static Optional<Secret> accessKey(Section section, String owner) {
    Field key = section.field("access_key");
    Field variable = section.field("api_key_env");
    if (key.isPresent() && variable.isPresent()) {
      variable.problem("write access_key or api_key_env, not both");
    }
    Optional<Secret> written = key.secret("the access_key of " + owner);
    Optional<Secret> named = variable.secretVariable("the access_key of " + owner);
    return written.or(() -> named);
  }

  static Map<String, Secret> secrets(Field field, String owner, boolean headers) {
    Map<String, Secret> secrets = new LinkedHashMap<>();
    String kind = headers ? "the header " : "the query parameter ";
    field.entries(
        (name, value) -> {
          if (headers ? !isToken(name) : name.isBlank()) {
            value.problem(
                "this name is not one that " + (headers ? "a header" : "a query") + " has");
            value.secret("");
          } else {
            value
                .secret(kind + Shown.key(name) + " of " + owner)
                .ifPresent(secret -> secrets.put(name, secret));
          }
        });
    return Collections.unmodifiableMap(secrets);
  }

  /** Whether a text can be the name of a header. */
  static boolean isToken(String name) {
    return !name.isEmpty() && Ascii.consistsOf(name, "!#$%&'*+-.^_`|~");
  }
}
