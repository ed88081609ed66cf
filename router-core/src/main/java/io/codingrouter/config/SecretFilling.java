package io.codingrouter.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fills masked secrets from another configuration, and drops the warnings that this settles. */
final class SecretFilling {
  private final RouterConfig source;
  private final List<Problem> warnings;

  SecretFilling(RouterConfig source, List<Problem> warnings) {
    this.source = source;
    this.warnings = new ArrayList<>(warnings);
  }

  /** The models with secrets, in the same order. */
  List<ModelCard> fill(List<ModelCard> models) {
    List<ModelCard> filled = new ArrayList<>();
    for (ModelCard model : models) {
      ConfigPath path = ConfigPath.ROOT.key("providers").key("models").item(filled.size());
      filled.add(source.model(model.name()).map(from -> fill(model, from, path)).orElse(model));
    }
    return filled;
  }

  /** The warnings that still hold. */
  List<Problem> warnings() {
    return warnings;
  }

  private ModelCard fill(ModelCard model, ModelCard from, ConfigPath path) {
    return new ModelCard(
        model.name(),
        model.providerModelId(),
        model.description(),
        model.paramSize(),
        endpoints(model, from, path.key("endpoints")),
        model.accessKey().map(key -> fill(key, from.accessKey(), path.key("access_key"))),
        model.apiFormat(),
        model.reasoningFamily(),
        model.pricing(),
        model.capabilities(),
        model.qualityScore(),
        model.declaredLocation(),
        model.contextWindow(),
        model.maxOutputTokens(),
        fill(model.headers(), from.headers(), path.key("headers")),
        fill(model.query(), from.query(), path.key("query")),
        model.inputModalities(),
        model.tools(),
        model.reliability(),
        model.limits(),
        model.compatibility());
  }

  private List<Endpoint> endpoints(ModelCard model, ModelCard from, ConfigPath path) {
    List<Endpoint> filled = new ArrayList<>();
    for (Endpoint endpoint : model.endpoints()) {
      ConfigPath here = path.item(filled.size());
      filled.add(
          from.endpoints().stream()
              .filter(other -> other.name().equals(endpoint.name()))
              .findFirst()
              .map(other -> fill(endpoint, other, here))
              .orElse(endpoint));
    }
    return List.copyOf(filled);
  }

  private Endpoint fill(Endpoint endpoint, Endpoint from, ConfigPath path) {
    return endpoint.withSecrets(
        endpoint.accessKey().map(key -> fill(key, from.accessKey(), path.key("access_key"))),
        fill(endpoint.headers(), from.headers(), path.key("headers")),
        fill(endpoint.query(), from.query(), path.key("query")));
  }

  private Map<String, Secret> fill(
      Map<String, Secret> masked, Map<String, Secret> from, ConfigPath path) {
    Map<String, Secret> filled = new LinkedHashMap<>();
    masked.forEach(
        (name, secret) ->
            filled.put(
                name, fill(secret, Optional.ofNullable(from.get(name)), path.freeKey(name))));
    return Collections.unmodifiableMap(filled);
  }

  /** A secret, or what stood in its place if it is masked and that is usable. */
  Secret fill(Secret secret, Optional<Secret> from, ConfigPath path) {
    if (!secret.isMasked() || from.isEmpty() || !from.get().isUsable()) {
      return secret;
    }
    warnings.removeIf(
        warning ->
            warning.path().equals(path.toString())
                && warning.message().startsWith(SecretReader.MASKED));
    return Secret.of(secret.written(), from.get().reveal());
  }
}
