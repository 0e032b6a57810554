package io.ironwake.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.ironwake.net.Ipv4;
import io.ironwake.udp.UdpBindException.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class BulkUdpChannelTest {
  private static final Ipv4 LOOPBACK = Ipv4.parse("127.0.0.1");
  // asm-generic/socket.h
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVTIMEO = 20;
  // EAGAIN, negated.
  private static final int TIMED_OUT = -11;

  private final UdpTransport transport = UdpTransport.open();
  private final BlockingQueue<Datagram> received = new LinkedBlockingQueue<>();
  private final UdpChannel client = transport.bind(on(LOOPBACK, 0), received::add);

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void aDatagramArrivesWithItsSenderAndItsAnswerLeavesWithTheBatch() throws Exception {
    BlockingQueue<Datagram> asked = new LinkedBlockingQueue<>();
    AtomicReference<UdpChannel> server = new AtomicReference<>();
    try (UdpChannel opened =
        transport.bindBulk(
            on(LOOPBACK, 0),
            datagram -> {
              asked.add(datagram);
              server.get().send(new byte[] {4}, datagram.from());
              server.get().send(new byte[] {5, 6}, datagram.from());
            })) {
      server.set(opened);
      assertThat(opened).isInstanceOf(BulkUdpChannel.class);
      client.send(new byte[] {1, 2, 3}, at(opened));

      assertThat(take().payload()).containsExactly(4);
      assertThat(take().payload()).containsExactly(5, 6);
      Datagram request = asked.remove();
      assertThat(request.payload()).containsExactly(1, 2, 3);
      assertThat(request.from()).isEqualTo(at(client));
      assertThat(request.to()).isEqualTo(LOOPBACK);
    }
  }

  @Test
  void aRowOfAnotherThreadArrivesAsItsDatagramsInOrder() throws Exception {
    byte[] row = new byte[9 * 1400 + 5];
    new Random(1).nextBytes(row);
    try (UdpChannel server = transport.bindBulk(on(LOOPBACK, 0), received::add)) {
      server.send(into -> into.put(row), row.length, 1400, at(client));
      server.send(into -> into.put(row, 0, 7), 7, 1400, at(client));

      for (int i = 0; i < 9; i++) {
        assertThat(take().payload()).isEqualTo(Arrays.copyOfRange(row, i * 1400, (i + 1) * 1400));
      }
      assertThat(take().payload()).isEqualTo(Arrays.copyOfRange(row, 9 * 1400, row.length));
      assertThat(take().payload()).isEqualTo(Arrays.copyOf(row, 7));
    }
  }

  @Test
  void moreAnswersThanABatchHoldsAllArrive() throws Exception {
    byte[] row = new byte[64 * 1000];
    AtomicReference<UdpChannel> server = new AtomicReference<>();
    try (UdpChannel opened =
        transport.bindBulk(
            on(LOOPBACK, 0),
            datagram -> {
              for (int i = 0; i < 6; i++) {
                sendRow(server.get(), row, datagram.from());
              }
              for (int i = 0; i < 100; i++) {
                server.get().send(new byte[] {(byte) i}, datagram.from());
              }
            })) {
      server.set(opened);
      client.send(new byte[1], at(opened));

      for (int i = 0; i < 6 * 64; i++) {
        assertThat(take().payload()).hasSize(1000);
      }
      for (int i = 0; i < 100; i++) {
        assertThat(take().payload()).containsExactly((byte) i);
      }
    }
  }

  private static void sendRow(UdpChannel channel, byte[] row, InetSocketAddress to) {
    try {
      channel.send(into -> into.put(row), row.length, 1000, to);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Test
  void aRowThatCannotBeHadIsNotSent() throws Exception {
    try (UdpChannel server = transport.bindBulk(on(LOOPBACK, 0), received::add)) {
      assertThatThrownBy(() -> server.send(BulkUdpChannelTest::fail, 5, 5, at(client)))
          .isInstanceOf(IOException.class);
      server.send(new byte[] {2}, at(client));

      assertThat(take().payload()).containsExactly(2);
    }
  }

  private static void fail(ByteBuffer into) throws IOException {
    into.put((byte) 1);
    throw new IOException("the disk is gone");
  }

  @Test
  void anEmptyDatagramAndAThrowingHandlerDoNotEndTheChannel() throws Exception {
    // Netty sends no empty datagrams.
    try (UdpChannel server = transport.bindBulk(on(LOOPBACK, 0), this::refuseEmpty);
        DatagramSocket plain = new DatagramSocket()) {
      plain.send(new DatagramPacket(new byte[0], 0, at(server)));
      assertThat(take().payload()).isEmpty();
      client.send(new byte[] {7}, at(server));

      assertThat(take().payload()).containsExactly(7);
    }
  }

  private void refuseEmpty(Datagram datagram) {
    received.add(datagram);
    if (datagram.payload().length == 0) {
      throw new IllegalStateException("empty");
    }
  }

  @Test
  void noErrorOfTheHandlerEndsTheChannel() throws Exception {
    try (UdpChannel server = transport.bindBulk(on(LOOPBACK, 0), this::breakOnZero)) {
      client.send(new byte[] {0}, at(server));
      client.send(new byte[] {7}, at(server));

      assertThat(take().payload()).containsExactly(7);
    }
  }

  @Test
  void anErrorThatCannotEvenBeCountedDoesNotEndTheChannel() throws Exception {
    MeterRegistry broken = new BrokenMeters();
    Metrics.addRegistry(broken);
    try (UdpChannel server = transport.bindBulk(on(LOOPBACK, 0), this::breakOnZero)) {
      client.send(new byte[] {0}, at(server));
      // Lost if it is in one batch with the first: so until one arrives.
      await()
          .untilAsserted(
              () -> {
                client.send(new byte[] {7}, at(server));
                assertThat(received).isNotEmpty();
              });
    } finally {
      Metrics.removeRegistry(broken);
    }
  }

  private void breakOnZero(Datagram datagram) {
    if (datagram.payload()[0] == 0) {
      throw new NoClassDefFoundError("of a test");
    }
    received.add(datagram);
  }

  private static final class BrokenMeters extends SimpleMeterRegistry {
    @Override
    protected Counter newCounter(Meter.Id id) {
      return new Counter() {
        @Override
        public void increment(double amount) {
          throw new OutOfMemoryError("of a test");
        }

        @Override
        public double count() {
          return 0;
        }

        @Override
        public Id getId() {
          return id;
        }
      };
    }
  }

  @Test
  void whatTheSystemRefusesIsLostAlone() throws Exception {
    try (UdpChannel server = transport.bindBulk(on(LOOPBACK, 0), received::add)) {
      server.send(new byte[] {1}, new InetSocketAddress("127.0.0.1", 0));
      server.send(new byte[] {2}, at(client));

      assertThat(take().payload()).containsExactly(2);
    }
  }

  @Test
  void aPeerFromPortZeroIsNotHeard() throws Throwable {
    try (UdpChannel server = transport.bindBulk(on(LOOPBACK, 0), received::add)) {
      ForeignSockets.sendFromPortZero((byte) 1, at(server));
      client.send(new byte[] {2}, at(server));

      assertThat(take().payload()).containsExactly(2);
    }
  }

  // A connection stands for a network card with a full queue: what nobody reads fills it for good.
  @Test
  void anotherThreadDoesNotWaitForRoom() throws Throwable {
    try (ServerSocket peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      peer.setReceiveBufferSize(8192);
      InetSocketAddress to = (InetSocketAddress) peer.getLocalSocketAddress();
      BulkSocket full = new BulkSocket(ForeignSockets.connected(to));
      UdpChannel channel = new BulkUdpChannel(on(LOOPBACK, 0), full, datagram -> {}, gone -> {});

      // 30 MB, more than both ends hold.
      CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> sendMuch(channel, to));
      assertThat(sent).succeedsWithin(Duration.ofSeconds(5));
      channel.close();
    }
  }

  private static void sendMuch(UdpChannel channel, InetSocketAddress to) {
    byte[] payload = new byte[60_000];
    for (int i = 0; i < 500; i++) {
      channel.send(payload, to);
    }
  }

  @Test
  void theHandlerMayCloseItsChannelAndNothingIsHandledAfterwards() throws Exception {
    AtomicReference<UdpChannel> server = new AtomicReference<>();
    UdpChannel opened =
        transport.bindBulk(
            on(LOOPBACK, 0),
            datagram -> {
              server.get().close();
              received.add(datagram);
            });
    server.set(opened);
    client.send(new byte[] {1}, at(opened));

    assertThat(take().payload()).containsExactly(1);
    opened.close();
    opened.send(new byte[] {2}, at(client));
    assertThat(received).isEmpty();
    assertThat(refusal(on(LOOPBACK, opened.localPort()))).isNull();
  }

  @Test
  void aSecondCloseLeavesTheNextOwnerOfTheSocketsNumberAlone() throws Exception {
    BulkSocket socket = BulkSocket.open(on(LOOPBACK, 0));
    List<UdpChannel> ended = new ArrayList<>();
    UdpChannel channel = new BulkUdpChannel(on(LOOPBACK, 0), socket, datagram -> {}, ended::add);
    channel.close();

    BulkSocket next = withTheNumber(socket.descriptor());
    channel.close();

    try (Arena arena = Arena.ofConfined()) {
      assertThat(new ReceiveBatch(arena).receive(next.descriptor()))
          .as("it waits for a datagram until its timeout")
          .isEqualTo(TIMED_OUT);
    } finally {
      next.close();
    }
    assertThat(ended).containsExactly(channel);
  }

  /** Opens sockets until one has the number, which waits at most 50 ms for a datagram. */
  private static BulkSocket withTheNumber(int descriptor) throws BulkSocket.Refused {
    List<BulkSocket> others = new ArrayList<>();
    BulkSocket next = BulkSocket.open(on(LOOPBACK, 0));
    while (next.descriptor() != descriptor && others.size() < 100) {
      others.add(next);
      next = BulkSocket.open(on(LOOPBACK, 0));
    }
    others.forEach(BulkSocket::close);
    assertThat(next.descriptor()).isEqualTo(descriptor);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment timeout = arena.allocateFrom(ValueLayout.JAVA_LONG, 0, 50_000);
      Libc.setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, timeout, Libc.state(arena));
    }
    return next;
  }

  @Test
  void aTakenPortIsNamedWithTheFix() {
    UdpBindException refused = refusal(on(LOOPBACK, client.localPort()));

    assertThat(refused.reason()).isEqualTo(Reason.TAKEN);
    assertThat(refused).hasMessageContaining("is taken").hasMessageContaining("ss -lunp");
  }

  @Test
  void aForeignAddressAndAMissingInterfaceAreRefused() {
    assertThat(refusal(on(Ipv4.parse("203.0.113.9"), 0)).reason()).isEqualTo(Reason.NO_ADDRESS);
    assertThat(refusal(new UdpBinding(LOOPBACK, 0, Optional.of("nosuch9"))).reason())
        .isEqualTo(Reason.NO_INTERFACE);
  }

  private UdpBindException refusal(UdpBinding binding) {
    return catchThrowableOfType(
        UdpBindException.class, () -> transport.bindBulk(binding, datagram -> {}));
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
