package io.ironwake.dhcp;

import io.ironwake.address.BootRules;
import io.ironwake.address.ClientIdentity;
import io.ironwake.address.ConflictProbe;
import io.ironwake.address.DeclaredOption;
import io.ironwake.address.DeclaredOptions;
import io.ironwake.address.LeaseOutcome;
import io.ironwake.address.LeaseRules;
import io.ironwake.address.Pool;
import io.ironwake.address.Subnet;
import io.ironwake.address.SubnetOptions;
import io.ironwake.boot.BootAdvice;
import io.ironwake.boot.BootDecision;
import io.ironwake.boot.BootFile;
import io.ironwake.boot.BootRequest;
import io.ironwake.net.Cidr;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.network.LinkWatch;
import io.ironwake.network.PeerMark;
import io.ironwake.network.SeenReply;
import io.ironwake.udp.Datagram;
import io.ironwake.udp.UdpBinding;
import io.ironwake.udp.UdpChannel;
import io.ironwake.udp.UdpTransport;
import io.ironwake.wire.WireException;
import io.ironwake.wire.dhcp.DhcpDecoder;
import io.ironwake.wire.dhcp.DhcpEncoder;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.Layout;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Both DHCP doors over sockets, leases and a gate that exist in memory only. */
final class DhcpLab implements AutoCloseable {
  static final Ipv4 SERVER = Ipv4.parse("10.0.0.1");
  static final String INTERFACE = "eth1";
  static final BootFile FILE =
      new BootFile(SERVER, "n0nce/ipxe.efi", "http://10.0.0.1:8069/boot/n0nce/boot.ipxe");

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final List<BootRequest> asked = new CopyOnWriteArrayList<>();
  final FakeTransport transport = new FakeTransport();
  final ManualClock later = new ManualClock();
  final RecordingWatch watch = new RecordingWatch();
  final FakeDesk desk = new FakeDesk();
  final Set<Ipv4> arp = new TreeSet<>();
  BootAdvice advice =
      new BootAdvice(new BootDecision.Hold("waiting for approval"), Optional.of(FILE));
  boolean arpWorks = true;
  boolean defect;

  final DhcpServices services;
  private final DhcpServer server;
  private final PxeServer pxe;

  DhcpLab(Subnet... subnets) {
    desk.subnets.addAll(List.of(subnets));
    services =
        new DhcpServices(
            transport,
            this::arp,
            desk,
            this::advise,
            interfaceName -> Map.of(),
            (subnet, address, client, user) -> {},
            meters,
            new Random(1));
    server =
        new DhcpServer(
            services,
            DhcpPorts.STANDARD,
            watch,
            LookoutInterval.STANDARD,
            later,
            AddressProbe.NONE);
    pxe = new PxeServer(services, DhcpPorts.STANDARD);
  }

  DhcpLab listening() {
    return listening(
        new DhcpListen(Optional.of(INTERFACE), List.of(SERVER), true, Subnet.Mode.FULL));
  }

  DhcpLab listening(DhcpListen listen) {
    server.listen(listen);
    pxe.listen(listen);
    return this;
  }

  private boolean arp(String interfaceName, Ipv4 address, MacAddress mac) {
    return arpWorks && arp.add(address);
  }

  private BootAdvice advise(BootRequest request) {
    if (defect) {
      throw new IllegalStateException("a defect of the gate");
    }
    asked.add(request);
    return advice;
  }

  static Subnet full(LeaseRules rules) {
    return subnet(
        "lab",
        "10.0.0.0/24",
        Subnet.Mode.FULL,
        rules,
        List.of(Pool.parse("10.0.0.100-10.0.0.199")));
  }

  /** Gives addresses without looking for other servers first. */
  static Subnet full() {
    return full(new LeaseRules(Duration.ofHours(1), Duration.ofMinutes(1), false, false, true));
  }

  static Subnet authoritative() {
    return full(new LeaseRules(Duration.ofHours(1), Duration.ofMinutes(1), true, false, true));
  }

  static Subnet proxy() {
    return subnet("lab", "10.0.0.0/24", Subnet.Mode.PROXY, LeaseRules.DEFAULT, List.of());
  }

  static Subnet in(Subnet.Mode mode) {
    return subnet("lab", "10.0.0.0/24", mode, full().lease(), full().pools());
  }

  static Subnet remote() {
    return subnet(
        "remote",
        "10.2.0.0/24",
        Subnet.Mode.FULL,
        LeaseRules.DEFAULT,
        List.of(Pool.parse("10.2.0.10-10.2.0.99")));
  }

  /**
   * Serves one link and one behind a relay in this mode, where BOOTP clients get pooled addresses
   * and one of the golden packets' machines has a reservation.
   */
  static DhcpLab ofStrangers(Subnet.Mode mode) {
    LeaseRules rules =
        new LeaseRules(
            full().lease().times(),
            Duration.ofMinutes(1),
            false,
            true,
            true,
            LeaseRules.Bootp.DYNAMIC,
            ConflictProbe.DEFAULT,
            LeaseRules.POOL_WARNING,
            0);
    List<Pool> near = mode == Subnet.Mode.PROXY ? List.of() : full().pools();
    List<Pool> far = mode == Subnet.Mode.PROXY ? List.of() : remote().pools();
    DhcpLab lab =
        new DhcpLab(
            subnet("lab", "10.0.0.0/24", mode, rules, near),
            subnet("remote", "10.2.0.0/24", mode, rules, far));
    Packet.of("ovmf-discover")
        .message()
        .hardware()
        .mac()
        .ifPresent(mac -> lab.desk.reserved.put(mac, "lab"));
    return lab.listening();
  }

  private static Subnet subnet(
      String name, String cidr, Subnet.Mode mode, LeaseRules rules, List<Pool> pools) {
    Cidr network = Cidr.parse(cidr);
    SubnetOptions options =
        new SubnetOptions(
            Optional.of(network.network().plus(254)),
            List.of(Ipv4.parse("10.0.0.53")),
            Optional.of("lan"),
            options(Map.of(42, "10.0.0.123", 26, "1400")));
    return new Subnet(
        new UUID(7, name.hashCode()),
        1,
        name,
        network,
        mode,
        pools,
        options,
        rules,
        BootRules.DEFAULT,
        Optional.empty(),
        Optional.empty());
  }

  /** The subnet with further options of the operator's. */
  static Subnet withOptions(Subnet subnet, Map<Integer, String> others) {
    SubnetOptions options = subnet.options();
    return new Subnet(
        subnet.id(),
        subnet.version(),
        subnet.name(),
        subnet.cidr(),
        subnet.mode(),
        subnet.pools(),
        new SubnetOptions(
            options.gateway(), options.dnsServers(), options.domain(), options(others)),
        subnet.lease(),
        subnet.boot(),
        subnet.interfaceName(),
        subnet.sharedNetwork());
  }

  static DeclaredOptions options(Map<Integer, String> texts) {
    return DeclaredOptions.of(
        texts.entrySet().stream()
            .map(each -> DeclaredOption.of(each.getKey(), each.getValue(), true))
            .toList());
  }

  /** A client's packet to the server port. */
  List<Sent> receive(DhcpMessage message, Ipv4 to) {
    return receive(
        67, DhcpEncoder.encode(message, Layout.DEFAULT), new InetSocketAddress("0.0.0.0", 68), to);
  }

  List<Sent> receive(int port, byte[] packet, InetSocketAddress from, Ipv4 to) {
    FakeChannel channel = transport.open(port);
    int before = channel.sent.size();
    channel.handler.accept(new Datagram(packet, from, to, channel.binding.interfaceName()));
    return List.copyOf(channel.sent.subList(before, channel.sent.size()));
  }

  /** The outcome counted last, by a count of one that was not there before. */
  long counted(String outcome) {
    return meters.find("ironwake.dhcp.messages").tag("outcome", outcome).counters().stream()
        .mapToLong(counter -> (long) counter.count())
        .sum();
  }

  List<String> outcomes() {
    return meters.find("ironwake.dhcp.messages").counters().stream()
        .filter(counter -> counter.count() > 0)
        .map(Counter::getId)
        .map(id -> id.getTag("outcome"))
        .sorted()
        .toList();
  }

  @Override
  public void close() {
    server.close();
    pxe.close();
  }

  /** What the doors told of other servers. */
  static final class RecordingWatch implements LinkWatch {
    final List<SeenReply> seen = new ArrayList<>();
    final List<Ipv4> chosen = new ArrayList<>();
    final List<Boolean> looks = new ArrayList<>();
    Optional<Probe> probe = Optional.empty();
    Optional<PeerMark> mark = Optional.empty();
    boolean defect;

    @Override
    public void link(String interfaceName, Subnet.Mode mode, Probe each) {
      probe = Optional.of(each);
    }

    @Override
    public void seen(String interfaceName, SeenReply reply) {
      seen.add(reply);
    }

    @Override
    public void chosen(String interfaceName, Ipv4 server) {
      chosen.add(server);
    }

    @Override
    public void looked(String interfaceName, boolean refusing) {
      looks.add(refusing);
      if (defect) {
        throw new IllegalStateException("a defect of the watch");
      }
    }

    @Override
    public Optional<PeerMark> mark(String interfaceName) {
      return mark;
    }
  }

  /** Work that waits until the test lets time pass. */
  static final class ManualClock implements Later {
    private final List<Waiting> waiting = new ArrayList<>();
    private Duration now = Duration.ZERO;

    private record Waiting(Duration due, Runnable work) {}

    @Override
    public void run(Duration delay, Runnable work) {
      waiting.add(new Waiting(now.plus(delay), work));
    }

    void pass(Duration time) {
      Duration until = now.plus(time);
      Optional<Waiting> next = next(until);
      while (next.isPresent()) {
        waiting.remove(next.get());
        now = next.get().due;
        next.get().work.run();
        next = next(until);
      }
      now = until;
    }

    private Optional<Waiting> next(Duration until) {
      return waiting.stream()
          .filter(each -> each.due.compareTo(until) <= 0)
          .min(Comparator.comparing(Waiting::due));
    }

    @Override
    public Duration now() {
      return now;
    }

    @Override
    public void close() {
      waiting.clear();
    }
  }

  /** A packet on its way out. */
  record Sent(byte[] payload, InetSocketAddress to) {
    DhcpMessage message() {
      try {
        return DhcpDecoder.decode(payload);
      } catch (WireException malformed) {
        throw new AssertionError("we sent a malformed packet", malformed);
      }
    }
  }

  /** Sockets that exist in memory only. */
  static final class FakeTransport implements UdpTransport {
    final List<FakeChannel> channels = new CopyOnWriteArrayList<>();
    Consumer<UdpBinding> onBind = binding -> {};

    @Override
    public UdpChannel bind(UdpBinding binding, Consumer<Datagram> handler) {
      onBind.accept(binding);
      FakeChannel channel = new FakeChannel(binding, handler);
      channels.add(channel);
      return channel;
    }

    FakeChannel open(int port) {
      return find(port).orElseThrow(() -> new AssertionError("nothing listens on port " + port));
    }

    Optional<FakeChannel> find(int port) {
      return channels.stream()
          .filter(channel -> channel.binding.port() == port && !channel.closed)
          .findFirst();
    }

    @Override
    public void close() {
      channels.forEach(FakeChannel::close);
    }
  }

  /** One of them. */
  static final class FakeChannel implements UdpChannel {
    final UdpBinding binding;
    final Consumer<Datagram> handler;
    final List<Sent> sent = new CopyOnWriteArrayList<>();
    volatile boolean closed;

    FakeChannel(UdpBinding binding, Consumer<Datagram> handler) {
      this.binding = binding;
      this.handler = handler;
    }

    @Override
    public void send(byte[] payload, InetSocketAddress to) {
      sent.add(new Sent(payload.clone(), to));
    }

    @Override
    public int localPort() {
      return binding.port();
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Leases in memory: the pool's first free address, first come first served. */
  static final class FakeDesk implements AddressDesk {
    final List<Subnet> subnets = new ArrayList<>();
    final Map<Ipv4, MacAddress> held = new LinkedHashMap<>();
    final Map<MacAddress, String> reserved = new HashMap<>();
    final Set<MacAddress> installing = new HashSet<>();
    final Map<MacAddress, String> hostNames = new HashMap<>();
    final Map<Ipv4, Duration> lifetimes = new HashMap<>();
    final List<String> calls = new ArrayList<>();
    Optional<LeaseOutcome> forced = Optional.empty();
    Optional<CompletableFuture<LeaseOutcome>> pending = Optional.empty();

    @Override
    public Optional<Subnet> forRelay(Ipv4 address) {
      return subnets.stream().filter(subnet -> subnet.cidr().contains(address)).findFirst();
    }

    @Override
    public Optional<Subnet> forInterface(String name, Ipv4 address) {
      return forRelay(address);
    }

    @Override
    public Subnet choose(Subnet link, ClientIdentity client, Optional<Ipv4> claimed) {
      return subnets.stream().filter(each -> isReserved(each, client)).findFirst().orElse(link);
    }

    @Override
    public Optional<Subnet> at(Subnet link, Ipv4 address) {
      return subnets.stream().filter(each -> each.cidr().isUsable(address)).findFirst();
    }

    @Override
    public boolean areNeighbours(Subnet one, Subnet other) {
      return one.id().equals(other.id());
    }

    @Override
    public boolean isServedInFull(Subnet subnet, ClientIdentity client) {
      return installing.contains(client.mac());
    }

    @Override
    public boolean isReserved(Subnet subnet, ClientIdentity client) {
      return hasReservation(subnet, client) || installing.contains(client.mac());
    }

    @Override
    public boolean hasReservation(Subnet subnet, ClientIdentity client) {
      return subnet.name().equals(reserved.get(client.mac()));
    }

    @Override
    public Optional<String> hostName(Subnet subnet, ClientIdentity client) {
      return Optional.ofNullable(hostNames.get(client.mac()));
    }

    @Override
    public DeclaredOptions options(Subnet subnet, ClientIdentity client, Optional<Ipv4> address) {
      return subnet.options().others();
    }

    @Override
    public boolean manages(Subnet subnet, Ipv4 address) {
      return subnet.isPooled(address);
    }

    @Override
    public boolean holds(Subnet subnet, ClientIdentity client, Ipv4 address) {
      return client.hardware().mac().equals(held.get(address));
    }

    @Override
    public Optional<Ipv4> offer(Subnet subnet, ClientIdentity client, Optional<Ipv4> requested) {
      Ipv4 address = subnet.pools().getFirst().range().first();
      while (subnet.isPooled(address)) {
        if (isFreeFor(address, client)) {
          return Optional.of(address);
        }
        address = address.plus(1);
      }
      return Optional.empty();
    }

    private boolean isFreeFor(Ipv4 address, ClientIdentity client) {
      return held.getOrDefault(address, client.mac()).equals(client.mac());
    }

    @Override
    public boolean knows(Subnet subnet, ClientIdentity client) {
      return true;
    }

    @Override
    public boolean isFamiliar(Subnet subnet, ClientIdentity client, Ipv4 address) {
      return true;
    }

    @Override
    public void quarantine(Subnet subnet, Ipv4 address) {
      calls.add("quarantine " + address);
    }

    @Override
    public void withdraw(Subnet subnet, ClientIdentity client) {
      calls.add("withdraw");
    }

    @Override
    public CompletionStage<LeaseOutcome> commit(
        Subnet subnet,
        ClientIdentity client,
        Ipv4 address,
        Optional<String> hostName,
        Duration lifetime) {
      lifetimes.put(address, lifetime);
      calls.add("commit " + address + hostName.map(name -> " " + name).orElse(""));
      if (pending.isPresent()) {
        return pending.get();
      }
      return CompletableFuture.completedFuture(
          forced.orElseGet(() -> decide(subnet, client, address)));
    }

    private LeaseOutcome decide(Subnet subnet, ClientIdentity client, Ipv4 address) {
      if (!subnet.isPooled(address) || !isFreeFor(address, client)) {
        return new LeaseOutcome.Refused(address + " is not for you");
      }
      held.put(address, client.mac());
      return new LeaseOutcome.Granted(address, subnet.lease().validLifetime());
    }

    @Override
    public void release(Subnet subnet, ClientIdentity client, Ipv4 address) {
      calls.add("release " + address);
    }

    @Override
    public void decline(Subnet subnet, ClientIdentity client, Ipv4 address) {
      calls.add("decline " + address);
    }
  }
}
