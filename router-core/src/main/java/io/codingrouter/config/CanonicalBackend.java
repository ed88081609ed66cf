package io.codingrouter.config;

import io.codingrouter.config.ConfigNode.Mapping;
import io.codingrouter.config.ConfigNode.Scalar;
import java.util.Map;

/** A {@code backend_ref} of the canonical format, rewritten as an endpoint. */
final class CanonicalBackend {
  private static final Map<String, String> KEYS = keys();

  /** Where the API of a provider begins, for those who name only the provider. */
  private static final Map<String, String> PROVIDERS =
      Map.of(
          "openai", "https://api.openai.com/v1",
          "anthropic", "https://api.anthropic.com/v1",
          "openrouter", "https://openrouter.ai/api/v1",
          "deepseek", "https://api.deepseek.com/v1",
          "mistral", "https://api.mistral.ai/v1");

  private final Reading reading;

  CanonicalBackend(Reading reading) {
    this.reading = reading;
  }

  private static Map<String, String> keys() {
    return MovedKeys.same(
            "name",
            "endpoint",
            "base_url",
            "protocol",
            "weight",
            "provider",
            "type",
            "auth_header",
            "auth_prefix",
            "chat_path",
            "api_key_env")
        .renamed("api_key", "access_key")
        .renamed("extra_headers", "headers")
        .build();
  }

  /** The same as an endpoint of the native format. */
  ConfigNode read(Section section) {
    MappingBuilder endpoint = new MappingBuilder();
    boolean isUrl = Recipes.text(section.mapping(), "endpoint").contains("://");
    KEYS.forEach(
        (written, key) -> {
          if (isUrl && written.equals("endpoint")) {
            reading.move(section, written, endpoint, "base_url");
          } else if (isUrl && written.equals("protocol")) {
            section.take(written); // the URL says it
          } else {
            reading.move(section, written, endpoint, key);
          }
        });
    if (!endpoint.has("endpoint") && !endpoint.has("base_url")) {
      String url = PROVIDERS.get(Recipes.text(section.mapping(), "provider"));
      if (url != null) {
        endpoint.put("base_url", section.place(), new Scalar(section.place(), url, true));
      }
    }
    MappingBuilder query = new MappingBuilder();
    reading.move(section, "api_version", query, "api-version");
    if (query.has("api-version")) {
      endpoint.put("query", section.place(), query.build(section.place()));
    }
    Mapping built = endpoint.build(section.place());
    reading.moved(built, section.path());
    return built;
  }
}
