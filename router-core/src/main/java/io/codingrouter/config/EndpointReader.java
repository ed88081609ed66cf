package io.codingrouter.config;

import io.codingrouter.model.Candidate;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the endpoints of one model. */
final class EndpointReader {
  private static final String AUTHORIZATION = "Authorization";
  private static final Words<String> PROTOCOLS = Words.of("http", "https");

  /** Where a model of this format is served if nothing else is said, as with upstream. */
  static final Endpoint ANTHROPIC =
      new Endpoint(
          "anthropic",
          "api.anthropic.com/v1",
          "https",
          1,
          URI.create("https://api.anthropic.com/v1"),
          Optional.empty(),
          "x-api-key",
          "",
          Map.of(),
          Map.of(),
          "");

  private static final URI NOWHERE = URI.create("http://invalid/v1");

  private final String model;
  private final String apiFormat;
  private final Names names = new Names("endpoint of this model");

  EndpointReader(String model, String apiFormat) {
    this.model = model;
    this.apiFormat = apiFormat;
  }

  Endpoint read(Section section) {
    Field nameField = section.field("name");
    String fallback = "endpoint-" + (section.path().index() + 1);
    String name = nameField.text().filter(text -> !text.isBlank()).orElse(fallback);
    names.add(nameField, name);
    section.field("provider").text();
    section.field("type").text();
    Address address = address(section);
    String owner = "endpoint " + name + " of model " + model;
    boolean anthropic = apiFormat.equals(Candidate.ANTHROPIC);
    String header =
        section.field("auth_header").text().orElse(anthropic ? "x-api-key" : AUTHORIZATION);
    String prefix = anthropic && !header.equalsIgnoreCase(AUTHORIZATION) ? "" : "Bearer";
    return new Endpoint(
        name,
        address.text(),
        address.protocol(),
        section.field("weight").integer(0, Integer.MAX_VALUE).orElse(1),
        address.baseUri(),
        KeyReader.accessKey(section, owner),
        header,
        section.field("auth_prefix").text().orElse(prefix).strip(),
        KeyReader.secrets(section.field("headers"), owner, true),
        KeyReader.secrets(section.field("query"), owner, false),
        chatPath(section.field("chat_path")));
  }

  private record Address(String text, String protocol, URI baseUri) {}

  private static Address address(Section section) {
    Field url = section.field("base_url");
    Field protocolField = section.field("protocol");
    Field field = section.field("endpoint");
    String protocol = protocolField.word(PROTOCOLS).orElse("http");
    if (url.isPresent()) {
      if (field.isPresent() || protocolField.isPresent()) {
        url.problem("says it all: leave out endpoint and protocol");
      }
      return ofUrl(url);
    }
    String text = field.required("host:port").text().map(String::strip).orElse("");
    return new Address(text, protocol, uri(text, protocol, field));
  }

  private static Address ofUrl(Field url) {
    String text = url.text().map(String::strip).orElse("");
    int end = text.indexOf("://");
    String protocol = end < 0 ? "" : text.substring(0, end).toLowerCase(Locale.ROOT);
    if (!protocol.equals("http") && !protocol.equals("https")) {
      url.problem("must begin with http:// or https://");
      return new Address("", "http", NOWHERE);
    }
    String rest = text.substring(end + "://".length());
    return new Address(rest, protocol, uri(rest, protocol, url));
  }

  private static URI uri(String address, String protocol, Field field) {
    return address.isEmpty()
        ? NOWHERE
        : EndpointAddress.parse(address, field)
            .map(parsed -> parsed.baseUri(protocol))
            .orElse(NOWHERE);
  }

  private static String chatPath(Field field) {
    String path = field.text().map(String::strip).orElse("");
    if (!path.isEmpty() && !(path.startsWith("/") && Ascii.consistsOf(path, "/-._~"))) {
      field.problem("must be a path such as /chat/completions");
      return "";
    }
    return path;
  }
}
