package io.ironwake.dhcp;

import io.ironwake.net.Ipv4;
import io.ironwake.network.AskedAs;
import io.ironwake.network.LinkWatch;
import io.ironwake.network.PeerMark;
import io.ironwake.network.SeenReply;
import io.ironwake.udp.Datagram;
import io.ironwake.udp.UdpBindException;
import io.ironwake.udp.UdpBinding;
import io.ironwake.udp.UdpChannel;
import io.ironwake.udp.UdpTransport;
import io.ironwake.wire.WireException;
import io.ironwake.wire.dhcp.DhcpDecoder;
import io.ironwake.wire.dhcp.DhcpEncoder;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpMessage.Op;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.Layout;
import io.ironwake.wire.dhcp.MessageType;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Looks for other DHCP servers on a link: broadcasts DISCOVERs as a client that does not exist,
 * collects the OFFERs for five seconds, and overhears what servers tell others meanwhile. It looks
 * before the first address is given, then at an interval and whenever an operator asks; while
 * addresses are held back because of another server, every minute. A server that comes after
 * Ironwake gave its first address is told to the operator and changes nothing: a router plugged in
 * by mistake must not stop the rack.
 */
final class ForeignServerProbe implements Lookout, LinkWatch.Probe {
  private static final Logger LOG = Logger.getLogger(ForeignServerProbe.class);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

  // dnsmasq pings a fresh address for three seconds before it offers it.
  private static final Duration LOOK = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final int DISCARD_PORT = 9;

  // Netty sends no empty datagram.
  private static final byte[] ONE_BYTE = {0};

  private final String interfaceName;
  private final DhcpListen listen;
  private final UdpTransport transport;
  private final DhcpPorts ports;
  private final LinkWatch watch;
  private final Later later;
  private final LookoutInterval interval;
  private final ProbeRequests requests;
  private final Set<Ipv4> offering = ConcurrentHashMap.newKeySet();
  private volatile Set<Ipv4> found = Set.of();
  private volatile State state = State.IDLE;
  private volatile Optional<UdpChannel> serverChannel = Optional.empty();
  private Optional<CompletableFuture<Void>> underWay = Optional.empty();
  private int round;

  private enum State {
    IDLE,
    LOOKING,
    ALONE,
    BESIDE
  }

  ForeignServerProbe(
      String interfaceName,
      DhcpListen listen,
      DhcpServices services,
      DhcpPorts ports,
      LinkWatch watch,
      Later later,
      LookoutInterval interval) {
    this.interfaceName = interfaceName;
    this.listen = listen;
    this.transport = services.transport();
    this.ports = ports;
    this.watch = watch;
    this.later = later;
    this.interval = interval;
    this.requests = new ProbeRequests(services.random());
  }

  /**
   * Gives it the server's socket, for the case that the client port is taken by this host's own
   * DHCP client.
   */
  void attach(UdpChannel server) {
    serverChannel = Optional.of(server);
  }

  /** Begins to look, at most once; returns at once. */
  synchronized void start() {
    if (state == State.IDLE) {
      state = State.LOOKING;
      look();
    }
  }

  @Override
  public synchronized CompletionStage<Void> look() {
    if (underWay.isEmpty()) {
      underWay = Optional.of(new CompletableFuture<>());
      later.run(Duration.ZERO, this::begin);
    }
    return underWay.get();
  }

  @Override
  public Optional<String> refusal() {
    start();
    return switch (state) {
      case IDLE, LOOKING -> Optional.of("still looking for other DHCP servers on " + interfaceName);
      case ALONE -> Optional.empty();
      case BESIDE -> Optional.of(advice());
    };
  }

  @Override
  public boolean isOwn(DhcpMessage request) {
    return requests.kindOf(request).isPresent();
  }

  @Override
  public boolean greets(DhcpMessage request) {
    if (PeerMark.of(request).isEmpty()) {
      return false;
    }
    watch
        .mark(interfaceName)
        .ifPresent(mark -> serverChannel.ifPresent(channel -> greet(channel, request, mark)));
    return true;
  }

  private void greet(UdpChannel channel, DhcpMessage request, PeerMark mark) {
    DhcpMessage reply =
        Replies.to(request, MessageType.OFFER, listen.addresses().getFirst())
            .put(PeerMark.OPTION, mark.value())
            .build();
    InetSocketAddress to =
        request.isRelayed()
            ? new InetSocketAddress(request.giaddr().toInetAddress(), ports.server())
            : new InetSocketAddress(Ipv4.BROADCAST.toInetAddress(), ports.client());
    channel.send(DhcpEncoder.encode(reply, Layout.DEFAULT), to);
  }

  @Override
  public void heard(DhcpMessage reply, Ipv4 from) {
    Optional<AskedAs> asked = requests.kindOf(reply);
    SeenReply seen = SeenReply.of(reply, from, asked.orElse(AskedAs.OVERHEARD));
    boolean answers =
        reply
            .options()
            .find(DhcpOption.MESSAGE_TYPE)
            .filter(ForeignServerProbe::isGift)
            .isPresent();
    if (!answers || listen.addresses().contains(seen.server())) {
      return;
    }
    if (asked.isPresent() && (seen.gives() || isRival(seen))) {
      offering.add(seen.server());
    }
    watch.seen(interfaceName, seen);
  }

  /** An Ironwake of another installation that gives addresses; its greeting carries none. */
  private boolean isRival(SeenReply seen) {
    return seen.peer()
        .filter(peer -> !peer.mode().matches("proxy|undeclared|off"))
        .filter(
            peer ->
                watch
                    .mark(interfaceName)
                    .filter(own -> own.installation().equals(peer.installation()))
                    .isEmpty())
        .isPresent();
  }

  private static boolean isGift(MessageType type) {
    return type == MessageType.OFFER || type == MessageType.ACK;
  }

  @Override
  public void chosen(Ipv4 server) {
    watch.chosen(interfaceName, server);
  }

  private void begin() {
    offering.clear();
    Optional<UdpChannel> client = clientChannel();
    ask(client);
    later.run(AGAIN_AFTER, () -> ask(client));
    later.run(LOOK.minus(AGAIN_AFTER), () -> offering.forEach(server -> resolve(client, server)));
    later.run(LOOK, () -> conclude(client));
  }

  private Optional<UdpChannel> clientChannel() {
    try {
      UdpBinding binding = new UdpBinding(Ipv4.ANY, ports.client(), Optional.of(interfaceName));
      return Optional.of(transport.bind(binding, this::answered));
    } catch (UdpBindException taken) {
      LOG.infof(
          "looking for other DHCP servers on %s as a relay would: %s",
          interfaceName, taken.getMessage());
      return Optional.empty();
    }
  }

  private void answered(Datagram datagram) {
    try {
      DhcpMessage message = DhcpDecoder.decode(datagram.payload());
      if (message.op() == Op.BOOTREPLY) {
        heard(message, Ipv4.of(datagram.from().getAddress()));
      }
    } catch (WireException malformed) {
      LOG.debugf("on the client port of %s: %s", interfaceName, malformed.getMessage());
    }
  }

  /**
   * From the client port as a client; else from the server port as a relay, which is answered
   * there.
   */
  private void ask(Optional<UdpChannel> client) {
    Ipv4 giaddr = client.isPresent() ? Ipv4.ANY : listen.addresses().getFirst();
    InetSocketAddress everybody =
        new InetSocketAddress(Ipv4.BROADCAST.toInetAddress(), ports.server());
    for (AskedAs kind : requests.kinds()) {
      byte[] packet =
          DhcpEncoder.encode(
              requests.discover(kind, giaddr, watch.mark(interfaceName)), Layout.DEFAULT);
      client.or(() -> serverChannel).ifPresent(channel -> channel.send(packet, everybody));
    }
  }

  /** Makes the kernel ask for the server's MAC address, which names the box to look for. */
  private static void resolve(Optional<UdpChannel> client, Ipv4 server) {
    client.ifPresent(
        channel ->
            channel.send(ONE_BYTE, new InetSocketAddress(server.toInetAddress(), DISCARD_PORT)));
  }

  private void conclude(Optional<UdpChannel> client) {
    client.ifPresent(UdpChannel::close);
    found = Set.copyOf(offering);
    if (state != State.ALONE && state != State.IDLE) {
      state = found.isEmpty() ? State.ALONE : State.BESIDE;
      if (state == State.ALONE) {
        LOG.infof("no other DHCP server answers on %s", interfaceName);
      }
    }
    try {
      watch.looked(interfaceName, state == State.BESIDE);
    } finally {
      again().complete(null);
    }
  }

  private synchronized CompletableFuture<Void> again() {
    CompletableFuture<Void> over = underWay.orElseThrow();
    underWay = Optional.empty();
    int next = ++round;
    Optional<Duration> pause = state == State.BESIDE ? Optional.of(PAUSE) : interval.time();
    pause.ifPresent(time -> later.run(time, () -> lookUnlessAsked(next)));
    return over;
  }

  /** A look on demand starts the clock anew. */
  private synchronized void lookUnlessAsked(int planned) {
    if (planned == round) {
      look();
    }
  }

  private String advice() {
    String servers = found.stream().sorted().map(Ipv4::toString).collect(Collectors.joining(", "));
    return "another DHCP server ("
        + servers
        + ") answers on "
        + interfaceName
        + ", so no addresses are given there; stop it, or give the subnet mode: proxy, or"
        + " beside-foreign: true";
  }
}
