package io.ironwake.tftp;

import io.ironwake.boot.FileAnswer;
import io.ironwake.net.Ipv4;
import io.ironwake.udp.Datagram;
import io.ironwake.udp.UdpChannel;
import io.ironwake.wire.WireException;
import io.ironwake.wire.tftp.TftpOption;
import io.ironwake.wire.tftp.TftpPacket;
import io.ironwake.wire.tftp.TftpPacket.ReadRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** A door on a wire of its own, with its own clock: what it sends waits in a queue for the test. */
final class FakeWire {
  static final long MS = Duration.ofMillis(1).toNanos();

  /** One datagram from the door. */
  record Sent(InetSocketAddress to, byte[] bytes) {
    TftpPacket packet() {
      try {
        return TftpPacket.decode(bytes);
      } catch (WireException unreadable) {
        throw new AssertionError("the door sent nonsense", unreadable);
      }
    }
  }

  final Map<String, FileAnswer> files = new HashMap<>();
  final Map<String, CompletableFuture<FileAnswer>> slow = new HashMap<>();
  final List<String> asked = new ArrayList<>();
  final Queue<Sent> sent = new ArrayDeque<>();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final TftpDoor door;
  TftpQuirks.Treatment treatment = TftpQuirks.Treatment.USUAL;
  long now = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

  FakeWire(int maxTransfers) {
    this(new TftpSettings.Limits(1000, 1000, maxTransfers));
  }

  FakeWire(TftpSettings.Limits limits) {
    TftpSettings settings = new TftpSettings(1500, 64, limits, new PortMode.Single(), 1 << 20);
    Grants grants = new Grants(this::answer, new FileCache(settings.cachedBytes()));
    door =
        new TftpDoor(
            new TftpDoor.Server(
                grants, new Places(limits), new TransferLog(meters), _ -> treatment, () -> now),
            settings,
            Optional.empty());
    door.attach(
        new UdpChannel() {
          @Override
          public void send(byte[] payload, InetSocketAddress to) {
            sent.add(new Sent(to, payload.clone()));
          }

          @Override
          public int localPort() {
            return 69;
          }

          @Override
          public void close() {}
        });
  }

  private CompletionStage<FileAnswer> answer(Ipv4 client, String name) {
    asked.add(name);
    return slow.containsKey(name)
        ? slow.get(name)
        : CompletableFuture.completedFuture(
            files.getOrDefault(name, new FileAnswer.NotFound("no such file")));
  }

  static InetSocketAddress client(int port) {
    return client(5, port);
  }

  /** 10.0.0.{@code host}. */
  static InetSocketAddress client(int host, int port) {
    return new InetSocketAddress(new Ipv4(0x0A000000 + host).toInetAddress(), port);
  }

  static ReadRequest read(String name, String... options) {
    List<TftpOption> list =
        Stream.of(options).map(o -> new TftpOption(o.split("=")[0], o.split("=")[1])).toList();
    return new ReadRequest(name, "octet", list);
  }

  void receive(InetSocketAddress from, TftpPacket packet) {
    receive(from, packet.encode());
  }

  void receive(InetSocketAddress from, byte[] bytes) {
    door.receive(new Datagram(bytes, from, Ipv4.ANY, Optional.empty()));
  }

  void pass(long nanos) {
    now += nanos;
    door.tick();
  }

  /** The packets sent since the last call. */
  List<TftpPacket> take() {
    List<TftpPacket> packets = sent.stream().map(Sent::packet).toList();
    sent.clear();
    return packets;
  }

  double count(String meter, String tag, String value) {
    return meters.get(meter).tag(tag, value).meters().stream()
        .flatMap(each -> Stream.ofNullable(each.measure().iterator().next()))
        .mapToDouble(measurement -> measurement.getValue())
        .sum();
  }
}
