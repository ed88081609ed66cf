package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackDnsTest {
  private static final Dns NOBODY =
      host -> {
        throw new UnknownHostException(host);
      };

  @ParameterizedTest
  @ValueSource(
      strings = {"host.containers.internal", "host.docker.internal", "Host.Docker.Internal"})
  void the_names_of_this_machine_in_containers_are_this_machine(String name) throws Exception {
    LoopbackDns dns = new LoopbackDns(NOBODY);
    assertThat(dns.lookup(name)).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
    dns.lookup(name);
    assertThat(dns.warnings()).hasSize(1);
  }

  @Test
  void other_names_stay_unknown() {
    LoopbackDns dns = new LoopbackDns(NOBODY);
    assertThatThrownBy(() -> dns.lookup("example.internal"))
        .isInstanceOf(UnknownHostException.class);
    assertThat(dns.warnings()).isEmpty();
  }

  @Test
  void a_name_that_resolves_is_left_alone() throws Exception {
    InetAddress bridge = InetAddress.getByAddress(new byte[] {10, 0, 2, 2});
    LoopbackDns dns = new LoopbackDns(host -> List.of(bridge));
    assertThat(dns.lookup("host.docker.internal")).containsExactly(bridge);
    assertThat(dns.warnings()).isEmpty();
  }
}
