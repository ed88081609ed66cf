package io.codingrouter.http;

import io.codingrouter.dispatch.ModelException;
import java.net.URI;
import java.util.Optional;
import okhttp3.HttpUrl;

/** Who is called, and how our messages name it: by model, host and port, never by user or query. */
final class Peer {
  private final String model;
  private final HttpUrl base;
  private final String path;
  private final String keySetting;

  private Peer(String model, HttpUrl base, String path, String keySetting) {
    this.model = model;
    this.base = base;
    this.path = path;
    this.keySetting = keySetting;
  }

  /**
   * Describes a peer.
   *
   * @param model the model's name on the wire
   * @param base where the API begins; its query is kept behind the path
   * @param path what is appended, such as {@code chat/completions}
   * @param keySetting where the key is set
   * @throws ModelException of kind {@code configuration} if the address cannot be called
   */
  static Peer of(String model, URI base, String path, String keySetting) {
    HttpUrl url = HttpUrl.parse(base.toString());
    if (url == null) {
      throw ModelException.builder(
              ModelException.CONFIGURATION,
              "the address of model '" + model + "' cannot be called: check its endpoint")
          .build();
    }
    return new Peer(model, url, path, keySetting);
  }

  String model() {
    return model;
  }

  /** How sentences begin. */
  String name() {
    return "model '" + model + "' at " + address();
  }

  String host() {
    return base.host();
  }

  /** Host and port, the port always said: a wrong one is the commonest mistake. */
  String address() {
    return (host().indexOf(':') < 0 ? host() : "[" + host() + "]") + ":" + base.port();
  }

  boolean isTls() {
    return base.isHttps();
  }

  /** The path under which the API is looked for, {@code /} if there is none. */
  String basePath() {
    return base.encodedPath();
  }

  String path() {
    return path;
  }

  /** Where the key is set. */
  String keySetting() {
    return keySetting;
  }

  /** Where the model is described; empty if this is no model of the configuration. */
  Optional<String> modelSetting() {
    int end = keySetting.lastIndexOf(']');
    return keySetting.startsWith("providers.models[")
        ? Optional.of(keySetting.substring(0, end + 1))
        : Optional.empty();
  }

  /** The whole address. It may carry keys in its query: never print it. */
  HttpUrl url() {
    return base.newBuilder().addPathSegments(path).build();
  }

  /** The base with this address in place of its own, as far as it can be shown. */
  String resolve(String location) {
    HttpUrl target = base.resolve(location);
    return target == null
        ? ""
        : target
            .newBuilder()
            .username("")
            .password("")
            .query(null)
            .fragment(null)
            .build()
            .toString();
  }

  @Override
  public String toString() {
    return name();
  }
}
