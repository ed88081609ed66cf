package io.codingrouter.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import okhttp3.Dns;

/**
 * Finds this machine under the names that containers have for it, where nobody else knows them: a
 * configuration written for a container works outside of one. Safe for concurrent use.
 */
final class LoopbackDns implements Dns {
  private static final Set<String> NAMES =
      Set.of("host.containers.internal", "host.docker.internal");

  private final Dns dns;
  private final Set<String> replaced = new ConcurrentSkipListSet<>();

  LoopbackDns(Dns dns) {
    this.dns = dns;
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    try {
      return dns.lookup(host);
    } catch (UnknownHostException e) {
      String name = host.toLowerCase(Locale.ROOT);
      if (!NAMES.contains(name)) {
        throw e;
      }
      replaced.add(name);
      return loopback();
    }
  }

  /** One sentence for each name that was replaced so far. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (String name : replaced) {
      warnings.add(
          name + " does not resolve here, so localhost is used: write localhost to say so");
    }
    return List.copyOf(warnings);
  }

  /** Equal if they resolve alike: OkHttp shares connections only between equals. */
  @Override
  public boolean equals(Object o) {
    return o instanceof LoopbackDns other && dns.equals(other.dns);
  }

  @Override
  public int hashCode() {
    return dns.hashCode();
  }

  private static List<InetAddress> loopback() throws UnknownHostException {
    byte[] six = new byte[16];
    six[15] = 1;
    return List.of(
        InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1}),
        InetAddress.getByAddress("localhost", six));
  }
}
