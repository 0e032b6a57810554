package io.ironwake.tftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ironwake.boot.FileAnswer;
import io.ironwake.net.Ipv4;
import io.ironwake.udp.UdpBinding;
import io.ironwake.udp.UdpTransport;
import io.ironwake.wire.tftp.TftpOption;
import io.ironwake.wire.tftp.TftpPacket.Ack;
import io.ironwake.wire.tftp.TftpPacket.Data;
import io.ironwake.wire.tftp.TftpPacket.OptionAck;
import io.ironwake.wire.tftp.TftpPacket.ReadRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.commons.net.tftp.TFTP;
import org.apache.commons.net.tftp.TFTPClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole server on a real socket: commons-net as the plain client, our own for options. */
class TftpServerTest {
  private static final Ipv4 LOOPBACK = Ipv4.parse("127.0.0.1");

  @TempDir Path folder;

  private final Map<String, FileAnswer> files = new ConcurrentHashMap<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final UdpTransport transport = UdpTransport.open();
  private final TftpServer server =
      new TftpServer(
          transport,
          (client, name) ->
              CompletableFuture.completedFuture(
                  files.getOrDefault(name, new FileAnswer.NotFound("no such file"))),
          TftpSettings.DEFAULT,
          meters,
          System::nanoTime);
  private final PortPerTransfer relay = new PortPerTransfer();
  private int port;

  @BeforeEach
  void listen() {
    port = server.listen(new UdpBinding(LOOPBACK, 0, Optional.empty()));
    relay.open(port);
  }

  @AfterEach
  void close() {
    relay.close();
    server.close();
    transport.close();
  }

  private byte[] onDisk(String name, int size) throws IOException {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    Path file = Files.write(folder.resolve(name), content);
    files.put(name, new FileAnswer.OnDisk(file, size));
    return content;
  }

  private byte[] fetch(String name) throws IOException {
    TFTPClient client = new TFTPClient();
    client.setDefaultTimeout(Duration.ofSeconds(5));
    client.open();
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      client.receiveFile(
          name, TFTP.BINARY_MODE, out, InetAddress.getLoopbackAddress(), relay.port());
      return out.toByteArray();
    } finally {
      client.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 513, 100_000})
  void aPlainClientGetsTheExactBytes(int size) throws IOException {
    byte[] content = onDisk("f" + size, size);

    assertThat(fetch("/f" + size)).isEqualTo(content);
    await().untilAsserted(() -> assertThat(server.active()).isZero());
  }

  @Test
  void manyClientsAtOnceGetTheirOwnFiles() throws Exception {
    List<byte[]> contents =
        IntStream.range(0, 40)
            .mapToObj(
                i -> {
                  byte[] content = new byte[20_000 + i];
                  new Random(i).nextBytes(content);
                  files.put("f" + i, new FileAnswer.Bytes(content));
                  return content;
                })
            .toList();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<byte[]>> fetched =
          IntStream.range(0, 40).mapToObj(i -> clients.submit(() -> fetch("f" + i))).toList();
      for (int i = 0; i < 40; i++) {
        assertThat(fetched.get(i).get()).isEqualTo(contents.get(i));
      }
    }
  }

  @Test
  void aMissingFileAndAWriteAreErrors() throws IOException {
    assertThatThrownBy(() -> fetch("missing"))
        .hasMessageContaining("code 1")
        .hasMessageContaining("no such file");

    TFTPClient client = new TFTPClient();
    client.open();
    try {
      assertThatThrownBy(
              () ->
                  client.sendFile(
                      "x",
                      TFTP.BINARY_MODE,
                      new ByteArrayInputStream(new byte[1]),
                      InetAddress.getLoopbackAddress(),
                      relay.port()))
          .hasMessageContaining("code 2");
    } finally {
      client.close();
    }
  }

  @Test
  void anOptionSpeakingClientGetsItsBlockSizeFromTheSamePort() throws Exception {
    byte[] content = onDisk("large", 200 * 1000 + 5);
    try (OptionClient client = new OptionClient(port)) {
      client.send(
          new ReadRequest(
              "large",
              "octet",
              List.of(new TftpOption("BLKSIZE", "1000"), new TftpOption("tsize", "0"))));
      assertThat(client.receive())
          .isEqualTo(
              new OptionAck(
                  List.of(
                      new TftpOption("BLKSIZE", "1000"),
                      new TftpOption("tsize", "" + content.length))));
      assertThat(client.readBlocks(1000)).isEqualTo(content);
    }
  }

  @Test
  void aClientThatAsksForNothingWeGrantGetsBlockOneAtOnce() throws Exception {
    onDisk("f", 600);
    try (OptionClient client = new OptionClient(port)) {
      client.send(new ReadRequest("f", "octet", List.of(new TftpOption("multicast", ""))));

      assertThat(client.receive())
          .isInstanceOfSatisfying(Data.class, data -> assertThat(data.block()).isEqualTo(1));
    }
  }

  @Test
  void theClockOfTheServerRepeatsALostBlock() throws Exception {
    onDisk("f", 600);
    try (OptionClient client = new OptionClient(port)) {
      client.send(new ReadRequest("f", "octet", List.of()));
      Data first = (Data) client.receive();
      client.send(new Ack(1));
      Data second = (Data) client.receive();

      assertThat(first.block()).isEqualTo(1);
      assertThat(client.receive()).as("second block once more").isEqualTo(second);
      client.send(new Ack(2));
      await().untilAsserted(() -> assertThat(server.active()).isZero());
      assertThat(meters.counter("ironwake.tftp.retransmits").count()).isPositive();
    }
  }

  @Test
  void closingEndsRunningTransfers() throws Exception {
    onDisk("f", 600);
    try (OptionClient client = new OptionClient(port)) {
      client.send(new ReadRequest("f", "octet", List.of()));
      client.receive();
      server.close();

      assertThat(server.active()).isZero();
    }
  }
}
