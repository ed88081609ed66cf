package io.codingrouter.config;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * The address of an endpoint taken apart: {@code host}, {@code host:port}, {@code host/path} or
 * {@code host:port/path}, with IPv6 in brackets. Its complaints never repeat it, since people write
 * keys into addresses.
 */
final class EndpointAddress {
  private static final String DEFAULT_PATH = "/v1";
  private static final int LONGEST_HOST = 253;

  private final String host;
  private final String port;
  private final String path;

  private EndpointAddress(String host, String port, String path) {
    this.host = host;
    this.port = port;
    this.path = path;
  }

  /** The address, or nothing after a complaint to the field. */
  static Optional<EndpointAddress> parse(String text, Field field) {
    int slash = text.indexOf('/');
    String authority = slash < 0 ? text : text.substring(0, slash);
    int colon = authority.startsWith("[") ? authority.indexOf("]:") + 1 : authority.indexOf(':');
    boolean hasPort = colon > 0;
    EndpointAddress address =
        new EndpointAddress(
            hasPort ? authority.substring(0, colon) : authority,
            hasPort ? authority.substring(colon + 1) : "",
            withoutSlash(slash < 0 ? "" : text.substring(slash)));
    String complaint = complaintOf(text);
    if (complaint.isEmpty()) {
      complaint = address.complaint(hasPort);
    }
    if (!complaint.isEmpty()) {
      field.problem(complaint);
      return Optional.empty();
    }
    return Optional.of(address);
  }

  /** The host without brackets, in lower case. */
  static String hostOf(URI uri) {
    String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
    int end = authority.startsWith("[") ? authority.indexOf(']') + 1 : authority.lastIndexOf(':');
    return (end < 0 ? authority : authority.substring(0, end)).toLowerCase(Locale.ROOT);
  }

  /** Where the API begins. */
  URI baseUri(String protocol) {
    return URI.create(
        protocol
            + "://"
            + host
            + (port.isEmpty() ? "" : ":" + port)
            + (path.isEmpty() ? DEFAULT_PATH : path));
  }

  private static String complaintOf(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith("http:") || lower.startsWith("https:") || text.contains("://")) {
      String scheme = lower.startsWith("https") ? "https" : "http";
      return "must not begin with a protocol: write protocol: "
          + scheme
          + " and endpoint: host:port";
    }
    if (text.indexOf('@') >= 0) {
      return "must not have credentials: cut all up to the @, and write the key as access_key";
    }
    if (text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
      return "must not have a query: cut it, and write its parameters under query of the model";
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7F || c == '\\') {
        return "must be plain ASCII without spaces: write host, host:port or either with a /path";
      }
    }
    return "";
  }

  private String complaint(boolean hasPort) {
    if (host.startsWith("[") ? !Locality.isIpv6(host) : !isHostName(host)) {
      return host.indexOf(':') >= 0 || port.indexOf(':') >= 0
          ? "must have an IPv6 address in brackets, such as [::1]:8000"
          : "has no valid host: write host, host:port or either with a /path";
    }
    if (port.indexOf(':') >= 0) {
      return "must have one port at most; an IPv6 address stands in brackets, such as [::1]:8000";
    }
    if (hasPort && Numbers.integer(port).filter(n -> n >= 1 && n <= 65_535).isEmpty()) {
      return "has no valid port: write a number from 1 to 65535 after the colon";
    }
    if (path.contains("/v1/v1")) {
      return "has /v1 twice: keep one";
    }
    if (path.endsWith("/completions")
        || path.endsWith("/messages")
        || path.endsWith("/responses")) {
      return "must end where the API begins: cut "
          + (path.endsWith("/chat/completions")
              ? "/chat/completions"
              : path.substring(path.lastIndexOf('/')))
          + ", it is added to each request";
    }
    return path.contains("//") || !Ascii.consistsOf(path, "/-._~!$&'()*+,;=:")
        ? "has a path that is not valid: check its slashes"
        : "";
  }

  private static boolean isHostName(String host) {
    return !host.isEmpty()
        && host.length() <= LONGEST_HOST
        && !host.contains("..")
        && Ascii.consistsOf(host, "-._")
        && "-.".indexOf(host.charAt(0)) < 0
        && !host.endsWith("-");
  }

  private static String withoutSlash(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }
}
