package io.ironwake.dhcp;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.udp.ArpTable;
import io.ironwake.udp.NeighbourTable;
import io.ironwake.udp.UdpBindException;
import io.ironwake.udp.UdpBinding;
import io.ironwake.udp.UdpChannel;
import io.ironwake.udp.UdpTransport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * Asks by ARP on one link, with no right of its own: a datagram to the address makes the kernel
 * ask, and its table then tells who answered. Everything but the question's queue runs on the
 * clock's thread.
 */
final class ArpProbe implements AddressProbe {
  /**
   * Open questions at a time. The kernel keeps the datagram of each for three seconds where nobody
   * answers, out of the socket's send buffer, which holds under 300.
   */
  static final int OPEN_LIMIT = 24;

  private static final Logger LOG = Logger.getLogger(ArpProbe.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(25);

  // Discard (RFC 863): what answers is the station's ARP, whatever it makes of the datagram.
  private static final int DISCARD_PORT = 9;

  // Netty sends no empty datagram.
  private static final byte[] ONE_BYTE = {0};

  private final String interfaceName;
  private final UdpTransport transport;
  private final ArpTable arp;
  private final NeighbourTable neighbours;
  private final Later later;
  private final List<Question> open = new ArrayList<>();
  private Optional<UdpChannel> channel = Optional.empty();
  private int asked;

  private record Question(
      Ipv4 address, MacAddress client, Duration left, CompletableFuture<Optional<String>> answer) {
    Question later() {
      return new Question(address, client, left.minus(LOOK_EVERY), answer);
    }
  }

  ArpProbe(
      String interfaceName,
      UdpTransport transport,
      ArpTable arp,
      NeighbourTable neighbours,
      Later later) {
    this.interfaceName = interfaceName;
    this.transport = transport;
    this.arp = arp;
    this.neighbours = neighbours;
    this.later = later;
  }

  @Override
  public CompletionStage<Optional<String>> ask(Ipv4 address, MacAddress client, Duration patience) {
    CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
    synchronized (this) {
      if (asked >= OPEN_LIMIT) {
        return CompletableFuture.completedFuture(Optional.empty());
      }
      asked++;
    }
    Question question = new Question(address, client, patience, answer);
    later.run(Duration.ZERO, () -> begin(question));
    return answer;
  }

  /** An old entry that cannot be dropped would answer for a station that is gone. */
  private void begin(Question question) {
    arp.forget(interfaceName, question.address);
    boolean stale = neighbours.on(interfaceName).containsKey(question.address);
    Optional<UdpChannel> socket = stale ? Optional.empty() : socket();
    if (socket.isEmpty()) {
      answer(question, Optional.empty());
      return;
    }
    socket
        .get()
        .send(ONE_BYTE, new InetSocketAddress(question.address.toInetAddress(), DISCARD_PORT));
    open.add(question);
    if (open.size() == 1) {
      later.run(LOOK_EVERY, this::look);
    }
  }

  private void look() {
    Map<Ipv4, MacAddress> answered = neighbours.on(interfaceName);
    List<Question> pending = List.copyOf(open);
    open.clear();
    for (Question question : pending) {
      Optional<MacAddress> user = Optional.ofNullable(answered.get(question.address));
      if (user.isPresent() || question.left.compareTo(LOOK_EVERY) <= 0) {
        answer(
            question, user.filter(mac -> !mac.equals(question.client)).map(MacAddress::toString));
      } else {
        open.add(question.later());
      }
    }
    if (!open.isEmpty()) {
      later.run(LOOK_EVERY, this::look);
    }
  }

  private void answer(Question question, Optional<String> user) {
    synchronized (this) {
      asked--;
    }
    question.answer.complete(user);
  }

  private Optional<UdpChannel> socket() {
    if (channel.isEmpty()) {
      try {
        UdpBinding binding = new UdpBinding(Ipv4.ANY, 0, Optional.of(interfaceName));
        channel = Optional.of(transport.bind(binding, unused -> {}));
      } catch (UdpBindException refused) {
        LOG.warnf("addresses on %s are not probed: %s", interfaceName, refused.getMessage());
      }
    }
    return channel;
  }

  @Override
  public void close() {
    channel.ifPresent(UdpChannel::close);
  }
}
