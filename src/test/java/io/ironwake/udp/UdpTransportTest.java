package io.ironwake.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ironwake.net.Ipv4;
import io.ironwake.udp.UdpBindException.Reason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UdpTransportTest {
  private static final Ipv4 LOOPBACK = Ipv4.parse("127.0.0.1");

  private final BlockingQueue<Datagram> received = new LinkedBlockingQueue<>();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDatagramArrivesWithItsSenderAndAnAnswerFindsTheWayBack(boolean epoll) throws Exception {
    try (UdpTransport transport = new NettyUdpTransport(epoll);
        UdpChannel server = transport.bind(on(LOOPBACK, 0), received::add);
        UdpChannel client = transport.bind(on(LOOPBACK, 0), received::add)) {
      client.send(new byte[] {1, 2, 3}, at(server));

      Datagram request = take();
      assertThat(request.payload()).containsExactly(1, 2, 3);
      assertThat(request.from().getPort()).isEqualTo(client.localPort());
      assertThat(request.to()).isEqualTo(LOOPBACK);
      server.send(new byte[] {4}, request.from());
      assertThat(take().payload()).containsExactly(4);
    }
  }

  @Test
  void aChannelOnAllAddressesKnowsTheDestination() throws Exception {
    try (UdpTransport transport = UdpTransport.open();
        UdpChannel server =
            transport.bind(new UdpBinding(Ipv4.ANY, 0, Optional.of("lo")), received::add);
        UdpChannel client = transport.bind(on(LOOPBACK, 0), received::add)) {
      client.send(new byte[1], new InetSocketAddress("127.0.0.77", server.localPort()));

      Datagram request = take();
      assertThat(request.to()).isEqualTo(Ipv4.parse("127.0.0.77"));
      assertThat(request.interfaceName()).contains("lo");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRowArrivesAsItsDatagramsInOrder(boolean epoll) throws Exception {
    byte[] row = new byte[9 * 1400 + 5];
    new Random(1).nextBytes(row);
    try (UdpTransport transport = new NettyUdpTransport(epoll);
        UdpChannel server = transport.bind(on(LOOPBACK, 0), received::add);
        UdpChannel client = transport.bind(on(LOOPBACK, 0), received::add)) {
      client.send(into -> into.put(row), row.length, 1400, at(server));
      client.send(into -> into.put(row, 0, 7), 7, 1400, at(server));

      for (int i = 0; i < 9; i++) {
        assertThat(take().payload()).isEqualTo(Arrays.copyOfRange(row, i * 1400, (i + 1) * 1400));
      }
      assertThat(take().payload()).isEqualTo(Arrays.copyOfRange(row, 9 * 1400, row.length));
      assertThat(take().payload()).isEqualTo(Arrays.copyOf(row, 7));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @EnabledOnOs(OS.LINUX)
  void aPeerFromPortZeroIsNotHeard(boolean epoll) throws Throwable {
    try (UdpTransport transport = new NettyUdpTransport(epoll);
        UdpChannel server = transport.bind(on(LOOPBACK, 0), received::add);
        UdpChannel client = transport.bind(on(LOOPBACK, 0), received::add)) {
      ForeignSockets.sendFromPortZero((byte) 1, at(server));
      client.send(new byte[] {2}, at(server));

      assertThat(take().payload()).containsExactly(2);
    }
  }

  @Test
  void aBurstArrivesWhole() throws Exception {
    try (UdpTransport transport = UdpTransport.open();
        UdpChannel server = transport.bind(on(LOOPBACK, 0), received::add);
        UdpChannel client = transport.bind(on(LOOPBACK, 0), received::add)) {
      for (int i = 0; i < 100; i++) {
        client.send(new byte[] {(byte) i}, at(server));
      }
      for (int i = 0; i < 100; i++) {
        assertThat(take().payload()).containsExactly((byte) i);
      }
    }
  }

  @Test
  void aHandlerThatThrowsDoesNotEndTheChannel() throws Exception {
    try (UdpTransport transport = UdpTransport.open();
        UdpChannel server = transport.bind(on(LOOPBACK, 0), UdpTransportTest.this::throwOnZero);
        UdpChannel client = transport.bind(on(LOOPBACK, 0), received::add)) {
      client.send(new byte[] {0}, at(server));
      client.send(new byte[] {7}, at(server));

      assertThat(take().payload()).containsExactly(7);
    }
  }

  private void throwOnZero(Datagram datagram) {
    if (datagram.payload()[0] == 0) {
      throw new IllegalStateException("zero");
    }
    received.add(datagram);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTakenPortIsNamedWithTheFix(boolean epoll) {
    try (UdpTransport transport = new NettyUdpTransport(epoll);
        UdpChannel first = transport.bind(on(LOOPBACK, 0), received::add)) {
      UdpBindException refused = bindFailure(transport, on(LOOPBACK, first.localPort()));

      assertThat(refused.reason()).isEqualTo(Reason.TAKEN);
      assertThat(refused)
          .hasMessageContaining("UDP port " + first.localPort())
          .hasMessageContaining("is taken")
          .hasMessageContaining("ss -lunp");
    }
  }

  @Test
  void aMissingInterfaceIsNamedBesideThePresentOnes() {
    try (UdpTransport transport = UdpTransport.open()) {
      UdpBindException refused =
          bindFailure(transport, new UdpBinding(Ipv4.ANY, 0, Optional.of("nosuch9")));

      assertThat(refused.reason()).isEqualTo(Reason.NO_INTERFACE);
      assertThat(refused)
          .hasMessageStartingWith("interface nosuch9 does not exist; present: ")
          .hasMessageContaining("lo");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aForeignAddressIsRefusedWithTheOwnOnes(boolean epoll) {
    try (UdpTransport transport = new NettyUdpTransport(epoll)) {
      UdpBindException refused = bindFailure(transport, on(Ipv4.parse("203.0.113.9"), 0));

      assertThat(refused.reason()).isEqualTo(Reason.NO_ADDRESS);
      assertThat(refused)
          .hasMessageContaining("203.0.113.9")
          .hasMessageContaining("127.0.0.1 (lo)");
    }
  }

  @Test
  void withoutTheRightTheNeededCapabilityIsNamed() {
    Assumptions.assumeFalse(
        "root".equals(System.getProperty("user.name")), "root may bind every port");
    try (UdpTransport transport = UdpTransport.open()) {
      UdpBindException refused = bindFailure(transport, on(LOOPBACK, 67));

      assertThat(refused)
          .hasMessage("no right to bind port 67: run as root or give CAP_NET_BIND_SERVICE");
    }
  }

  @Test
  void theLoopbackInterfaceIsListedWithItsAddress() {
    HostInterface loopback = Interfaces.named("lo").orElseThrow();

    assertThat(loopback.loopback()).isTrue();
    assertThat(loopback.mtu()).isPositive();
    assertThat(loopback.addresses())
        .anySatisfy(own -> assertThat(own.network()).hasToString("127.0.0.0/8"));
  }

  private static UdpBindException bindFailure(UdpTransport transport, UdpBinding binding) {
    return catchThrowableOfType(
        UdpBindException.class, () -> transport.bind(binding, datagram -> {}));
  }

  private static UdpBinding on(Ipv4 address, int port) {
    return new UdpBinding(address, port, Optional.empty());
  }

  private static InetSocketAddress at(UdpChannel channel) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), channel.localPort());
  }

  private Datagram take() throws InterruptedException {
    Datagram next = received.poll(5, TimeUnit.SECONDS);
    assertThat(next).as("a datagram within five seconds").isNotNull();
    return next;
  }
}
