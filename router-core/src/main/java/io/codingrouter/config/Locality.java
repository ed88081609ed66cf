package io.codingrouter.config;

import io.codingrouter.model.Location;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;

/** Tells from an address whether it is on the user's own machines. No name is resolved. */
final class Locality {
  private Locality() {}

  static Location of(URI uri) {
    String host = EndpointAddress.hostOf(uri);
    if (host.startsWith("[")) {
      return literal(host).filter(Locality::isOwn).isPresent() ? Location.LOCAL : Location.CLOUD;
    }
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    boolean local =
        isIpv4(name)
            ? literal(name).filter(Locality::isOwn).isPresent()
            : name.indexOf('.') < 0
                || name.endsWith(".local")
                || name.endsWith(".localhost")
                || name.equals("host.containers.internal")
                || name.equals("host.docker.internal");
    return local ? Location.LOCAL : Location.CLOUD;
  }

  /** Whether an address is this machine's own, as containers on it may call it too. */
  static boolean isThisMachine(URI uri) {
    String host = EndpointAddress.hostOf(uri);
    if (host.startsWith("[") || isIpv4(host)) {
      return literal(host)
          .filter(address -> address.isLoopbackAddress() || address.isAnyLocalAddress())
          .isPresent();
    }
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals("host.containers.internal")
        || host.equals("host.docker.internal");
  }

  /** Whether a text in brackets is an IPv6 address. */
  static boolean isIpv6(String bracketed) {
    for (int i = 1; i < bracketed.length() - 1; i++) {
      if ("0123456789abcdefABCDEF:.".indexOf(bracketed.charAt(i)) < 0) {
        return false;
      }
    }
    return bracketed.endsWith("]") && bracketed.contains(":") && literal(bracketed).isPresent();
  }

  // An octet beyond 255 would make the platform look the text up as a name.
  private static boolean isIpv4(String host) {
    int octets = 1;
    int octet = -1;
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c == '.' && octet >= 0) {
        octets++;
        octet = -1;
      } else if (c >= '0' && c <= '9') {
        octet = Math.max(octet, 0) * 10 + c - '0';
      } else {
        return false;
      }
      if (octet > 255) {
        return false;
      }
    }
    return octets == 4 && octet >= 0;
  }

  /** An address written in digits: the platform looks no name up for it. */
  private static Optional<InetAddress> literal(String address) {
    try {
      return Optional.of(InetAddress.getByName(address));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static boolean isOwn(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || uniqueLocal;
  }
}
