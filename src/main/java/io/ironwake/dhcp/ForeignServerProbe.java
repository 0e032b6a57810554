package io.ironwake.dhcp;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
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
import io.ironwake.wire.dhcp.HardwareAddress;
import io.ironwake.wire.dhcp.Layout;
import io.ironwake.wire.dhcp.MessageType;
import io.ironwake.wire.dhcp.OptionSet;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Looks for other DHCP servers on a link before the first address is given there: broadcasts a
 * DISCOVER as a client that does not exist and collects the OFFERs for five seconds. While another
 * server is about it looks again every minute.
 */
final class ForeignServerProbe implements Lookout {
  private static final Logger LOG = Logger.getLogger(ForeignServerProbe.class);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

  // dnsmasq pings a fresh address for three seconds before it offers it.
  private static final Duration LOOK = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final int NOTED_LIMIT = 64;
  private static final long LOCALLY_ADMINISTERED = 0x02L << 40;

  private final String interfaceName;
  private final DhcpListen listen;
  private final UdpTransport transport;
  private final DhcpPorts ports;
  private final Later later;
  private final HardwareAddress hardware;
  private final int xid;
  private final Set<Ipv4> offering = ConcurrentHashMap.newKeySet();
  private final Set<Ipv4> noted = ConcurrentHashMap.newKeySet();
  private volatile Set<Ipv4> found = Set.of();
  private volatile State state = State.IDLE;
  private volatile Optional<UdpChannel> serverChannel = Optional.empty();

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
      Later later) {
    this.interfaceName = interfaceName;
    this.listen = listen;
    this.transport = services.transport();
    this.ports = ports;
    this.later = later;
    long address = LOCALLY_ADMINISTERED | services.random().nextLong(1L << 40);
    this.hardware = HardwareAddress.of(new MacAddress(address));
    this.xid = services.random().nextInt();
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
      later.run(Duration.ZERO, this::look);
    }
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
    return request.xid() == xid && request.hardware().equals(hardware);
  }

  @Override
  public void heard(DhcpMessage reply, Ipv4 from) {
    Ipv4 server = reply.options().find(DhcpOption.SERVER_ID).orElse(from);
    boolean gives =
        !reply.yiaddr().isAny()
            && reply
                .options()
                .find(DhcpOption.MESSAGE_TYPE)
                .filter(ForeignServerProbe::isGift)
                .isPresent();
    if (!gives || listen.addresses().contains(server)) {
      return;
    }
    if (isOwn(reply)) {
      offering.add(server);
    } else {
      note(server, "gives addresses");
    }
  }

  private static boolean isGift(MessageType type) {
    return type == MessageType.OFFER || type == MessageType.ACK;
  }

  @Override
  public void chosen(Ipv4 server) {
    note(server, "was chosen by a client");
  }

  private void note(Ipv4 server, String what) {
    if (noted.size() < NOTED_LIMIT && noted.add(server)) {
      LOG.warnf("another DHCP server, %s, %s on %s", server, what, interfaceName);
    }
  }

  private void look() {
    offering.clear();
    Optional<UdpChannel> client = clientChannel();
    ask(client);
    later.run(AGAIN_AFTER, () -> ask(client));
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
    byte[] packet = DhcpEncoder.encode(discover(giaddr), Layout.DEFAULT);
    InetSocketAddress everybody =
        new InetSocketAddress(Ipv4.BROADCAST.toInetAddress(), ports.server());
    client.or(() -> serverChannel).ifPresent(channel -> channel.send(packet, everybody));
  }

  private DhcpMessage discover(Ipv4 giaddr) {
    OptionSet options = OptionSet.EMPTY.with(DhcpOption.MESSAGE_TYPE, MessageType.DISCOVER);
    return new DhcpMessage(
        Op.BOOTREQUEST,
        hardware,
        0,
        xid,
        0,
        DhcpMessage.BROADCAST_FLAG,
        Ipv4.ANY,
        Ipv4.ANY,
        Ipv4.ANY,
        giaddr,
        "",
        "",
        options);
  }

  private void conclude(Optional<UdpChannel> client) {
    client.ifPresent(UdpChannel::close);
    boolean known = state == State.BESIDE;
    found = Set.copyOf(offering);
    state = found.isEmpty() ? State.ALONE : State.BESIDE;
    if (state == State.BESIDE) {
      later.run(PAUSE, this::look);
    }
    if (state == State.BESIDE && !known) {
      LOG.warn(advice());
    } else if (state == State.ALONE) {
      LOG.infof("no other DHCP server answers on %s", interfaceName);
    }
  }

  private String advice() {
    String servers = found.stream().sorted().map(Ipv4::toString).collect(Collectors.joining(", "));
    return "another DHCP server ("
        + servers
        + ") answers on "
        + interfaceName
        + ", so no addresses are given there; stop it, or give the subnet mode: proxy, or beside-foreign: true";
  }
}
