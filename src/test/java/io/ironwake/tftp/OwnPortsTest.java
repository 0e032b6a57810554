package io.ironwake.tftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ironwake.boot.FileAnswer;
import io.ironwake.net.Ipv4;
import io.ironwake.udp.UdpBinding;
import io.ironwake.udp.UdpTransport;
import io.ironwake.wire.tftp.TftpPacket.Ack;
import io.ironwake.wire.tftp.TftpPacket.Data;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.commons.net.tftp.TFTP;
import org.apache.commons.net.tftp.TFTPClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A port for each transfer: commons-net insists on one (RFC 1350 §4). */
class OwnPortsTest {
  private static final Ipv4 LOOPBACK = Ipv4.parse("127.0.0.1");

  private final byte[] content = new byte[40_000];
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final UdpTransport transport = UdpTransport.open();
  private final PortMode.Ephemeral range = freeRange();
  private final TftpServer server =
      new TftpServer(
          transport,
          (client, name) ->
              CompletableFuture.completedFuture(
                  name.equals("f")
                      ? new FileAnswer.Bytes(content)
                      : new FileAnswer.NotFound("no such file")),
          TftpSettings.DEFAULT.withPorts(range),
          meters,
          System::nanoTime);
  private int port;

  @BeforeEach
  void listen() {
    new Random(1).nextBytes(content);
    port = server.listen(new UdpBinding(LOOPBACK, 0, Optional.empty()));
  }

  @AfterEach
  void close() {
    server.close();
    transport.close();
  }

  /** Two ports in a row that the kernel does not give to anybody by chance. */
  private static PortMode.Ephemeral freeRange() {
    for (int from = 20_000; from < 30_000; from += 2) {
      if (free(from) && free(from + 1)) {
        return new PortMode.Ephemeral(from, from + 1);
      }
    }
    throw new AssertionError("no free ports between 20000 and 30000");
  }

  private static boolean free(int port) {
    try (DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (SocketException taken) {
      return false;
    }
  }

  private byte[] fetch(String name) throws IOException {
    TFTPClient client = new TFTPClient();
    client.setDefaultTimeout(Duration.ofSeconds(5));
    client.open();
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      client.receiveFile(name, TFTP.BINARY_MODE, out, InetAddress.getLoopbackAddress(), port);
      return out.toByteArray();
    } finally {
      client.close();
    }
  }

  private DatagramPacket exchange(DatagramSocket client, byte[] bytes, int to) throws IOException {
    client.setSoTimeout(5000);
    client.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), to));
    DatagramPacket answer = new DatagramPacket(new byte[2048], 2048);
    client.receive(answer);
    return answer;
  }

  @Test
  void eachTransferHasAPortOfTheRangeAndGivesItBack() throws Exception {
    Set<Integer> used = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      assertThat(fetch("f")).isEqualTo(content);
      try (DatagramSocket client = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
        DatagramPacket first = exchange(client, FakeWire.read("f").encode(), port);
        used.add(first.getPort());
        byte[] bye = new io.ironwake.wire.tftp.TftpPacket.ErrorPacket(0, "bye").encode();
        client.send(
            new DatagramPacket(bye, bye.length, InetAddress.getLoopbackAddress(), first.getPort()));
      }
      await().untilAsserted(() -> assertThat(server.active()).isZero());
    }

    assertThat(used).isSubsetOf(range.from(), range.to());
    await().untilAsserted(() -> assertThat(free(range.from()) && free(range.to())).isTrue());
  }

  @Test
  void errorsStillComeFromTheAskedPort() throws Exception {
    try (DatagramSocket client = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      assertThat(exchange(client, FakeWire.read("no").encode(), port).getPort()).isEqualTo(port);
    }
  }

  @Test
  void withoutAFreePortTheClientIsTold() throws Exception {
    try (DatagramSocket one = new DatagramSocket(range.from(), InetAddress.getLoopbackAddress());
        DatagramSocket two = new DatagramSocket(range.to(), InetAddress.getLoopbackAddress());
        DatagramSocket client = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      DatagramPacket answer = exchange(client, FakeWire.read("f").encode(), port);

      assertThat(one.isBound() && two.isBound()).isTrue();
      assertThat(new String(answer.getData(), 0, answer.getLength()))
          .contains("the server has no free port");
    }
    assertThat(server.active()).isZero();
  }

  @Test
  void aStrangerOnTheTransfersPortChangesNothing() throws Exception {
    try (DatagramSocket client = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        DatagramSocket stranger = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      int own = exchange(client, FakeWire.read("f").encode(), port).getPort();
      byte[] ack = new Ack(1).encode();
      stranger.send(new DatagramPacket(ack, ack.length, InetAddress.getLoopbackAddress(), own));
      await()
          .untilAsserted(
              () ->
                  assertThat(meters.counter("ironwake.tftp.dropped", "why", "stray").count())
                      .isEqualTo(1));

      DatagramPacket second = exchange(client, ack, own);
      assertThat(Arrays.copyOf(second.getData(), second.getLength()))
          .isEqualTo(new Data(2, Arrays.copyOfRange(content, 512, 1024)).encode());
    }
  }

  @Test
  void aMissingFileIsAnError() {
    assertThatThrownBy(() -> fetch("no")).hasMessageContaining("source port");
  }
}
