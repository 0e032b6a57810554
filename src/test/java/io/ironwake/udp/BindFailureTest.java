package io.ironwake.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.net.Ipv4;
import io.netty.channel.ChannelException;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors.NativeIoException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindFailureTest {
  // Netty's errno table lives in its native library.
  @BeforeAll
  static void loadNativeLibrary() {
    Assumptions.assumeTrue(Epoll.isAvailable(), "needs epoll");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          98 | 67  | UDP port 67 on eth1 is taken (is dnsmasq, isc-dhcp-server or another DHCP server running?
          98 | 69  | UDP port 69 on eth1 is taken (is tftpd-hpa
          13 | 67  | no right to bind port 67: run as root or give CAP_NET_BIND_SERVICE
          1  | 6700 | no right to open UDP port 6700 on eth1: run as root or give CAP_NET_RAW
          19 | 67  | interface eth1 does not exist; present: eth0
          12 | 67  | cannot open UDP port 67 on eth1
          """)
  void eachErrnoBecomesItsSentence(int errno, int port, String message) {
    UdpBinding binding = new UdpBinding(Ipv4.ANY, port, Optional.of("eth1"));
    HostInterface eth0 = new HostInterface("eth0", Optional.empty(), List.of(), 1500, true, false);

    UdpBindException refused =
        BindFailure.explain(
            binding, new ChannelException(new NativeIoException("bind", -errno)), List.of(eth0));

    assertThat(refused).hasMessageStartingWith(message);
  }
}
