package io.ironwake.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.address.BootRules;
import io.ironwake.address.ClientIdentity;
import io.ironwake.address.ConflictProbe;
import io.ironwake.address.DeclaredOptions;
import io.ironwake.address.LeaseOutcome;
import io.ironwake.address.LeaseRequest;
import io.ironwake.address.LeaseRules;
import io.ironwake.address.LeaseTimes;
import io.ironwake.address.MemoryLeases;
import io.ironwake.address.Pool;
import io.ironwake.address.Reservation;
import io.ironwake.address.Subnet;
import io.ironwake.address.SubnetOptions;
import io.ironwake.boot.BootAdvice;
import io.ironwake.boot.BootDecision;
import io.ironwake.dhcp.DhcpLab.FakeChannel;
import io.ironwake.dhcp.DhcpLab.FakeTransport;
import io.ironwake.dhcp.DhcpLab.ManualClock;
import io.ironwake.dhcp.DhcpLab.Sent;
import io.ironwake.dhcp.RawPacket.Words;
import io.ironwake.net.Cidr;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.udp.Datagram;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Both doors over sockets in memory, with the real decoder, modes, lease policy and encoder; only
 * the database is missing. Set up from the words of one row of the conformance table.
 */
final class ConformanceLab implements AutoCloseable {
  private static final Set<Integer> DOORS = Set.of(67, 4011);

  private final FakeTransport transport = new FakeTransport();
  private final ManualClock later = new ManualClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<Subnet> subnets = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private final MemoryLeases leases = new MemoryLeases(() -> now, Set.of(DhcpLab.SERVER));
  private final Map<Ipv4, MacAddress> stations = new HashMap<>();
  private final List<String> conflicts = new ArrayList<>();
  private final DhcpServer server;
  private final PxeServer pxe;
  private boolean databaseAway;
  private boolean ignore;

  /** Words such as {@code full pool=10.0.0.100-10.0.0.101 reserve=1:10.0.0.11 remote}. */
  ConformanceLab(List<String> setUp) {
    Words words = new Words(setUp);
    if (!words.first().equals("none")) {
      subnets.add(local(words));
    }
    if (words.has("remote")) {
      subnets.add(
          subnet("remote", "10.2.0.0/24", Subnet.Mode.FULL, rules(words), "10.2.0.10-10.2.0.99"));
    }
    setUp.stream()
        .filter(word -> word.startsWith("reserve="))
        .map(word -> word.substring(8).split(":", 3))
        .forEach(each -> reserve(Integer.parseInt(each[0]), Ipv4.parse(each[1]), each.length == 3));
    DhcpServices services =
        new DhcpServices(
            transport,
            (name, address, mac) -> !words.has("noarp"),
            new Desk(),
            request -> advice(),
            name -> neighbours(),
            (subnet, address, client, user) -> conflicts.add(address + " " + user),
            meters,
            new Random(1));
    server =
        new DhcpServer(
            services,
            DhcpPorts.STANDARD,
            new DhcpLab.RecordingWatch(),
            LookoutInterval.STANDARD,
            later,
            this::echo);
    pxe = new PxeServer(services, DhcpPorts.STANDARD);
    DhcpListen listen =
        new DhcpListen(
            Optional.of(DhcpLab.INTERFACE),
            List.of(DhcpLab.SERVER),
            true,
            mode(words.text("interface", "full")));
    server.listen(listen);
    pxe.listen(listen);
    later.pass(words.has("looking") ? Duration.ZERO : Duration.ofSeconds(10));
  }

  /** Stations answer to ARP as soon as a datagram was sent to them. */
  private Map<Ipv4, MacAddress> neighbours() {
    Map<Ipv4, MacAddress> answered = new HashMap<>();
    transport.channels.stream()
        .filter(channel -> channel.binding.port() == 0)
        .flatMap(channel -> channel.sent.stream())
        .map(sent -> Ipv4.of(sent.to().getAddress()))
        .filter(stations::containsKey)
        .forEach(address -> answered.put(address, stations.get(address)));
    return answered;
  }

  private CompletionStage<Optional<String>> echo(
      Ipv4 address, MacAddress client, Duration patience) {
    CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
    later.run(
        patience,
        () ->
            answer.complete(Optional.ofNullable(stations.get(address)).map(MacAddress::toString)));
    return answer;
  }

  private BootAdvice advice() {
    return new BootAdvice(
        ignore ? new BootDecision.Ignore("unknown machine") : new BootDecision.Hold("waits"),
        Optional.of(DhcpLab.FILE));
  }

  private void reserve(int mac, Ipv4 address, boolean inFull) {
    subnets.stream()
        .filter(subnet -> subnet.cidr().contains(address))
        .forEach(
            subnet ->
                leases.reserve(
                    subnet, MacAddress.of(RawPacket.macOf(mac, false)), address, inFull));
  }

  private static Subnet local(Words words) {
    Subnet.Mode mode = mode(words.first());
    return subnet(
        "lab",
        "10.0.0.0/24",
        mode,
        rules(words),
        mode != Subnet.Mode.FULL ? "" : words.text("pool", "10.0.0.100-10.0.0.199"),
        words.text("option", ""));
  }

  private static Subnet.Mode mode(String word) {
    return Subnet.Mode.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static LeaseRules rules(Words words) {
    return new LeaseRules(
        LeaseTimes.lasting(Duration.ofSeconds(words.number("valid", 3600))),
        Duration.ofMinutes(1),
        words.has("authoritative"),
        words.has("match-client-id"),
        !words.has("careful"),
        LeaseRules.Bootp.valueOf(words.text("bootp", "reserved").toUpperCase(Locale.ROOT)),
        new ConflictProbe(
            ConflictProbe.Method.valueOf(words.text("probe", "off").toUpperCase(Locale.ROOT)),
            Duration.ofMillis(250)),
        LeaseRules.POOL_WARNING,
        words.number("min-secs", 0));
  }

  private static Subnet subnet(
      String name,
      String cidr,
      Subnet.Mode mode,
      LeaseRules rules,
      String pool,
      String... options) {
    Cidr network = Cidr.parse(cidr);
    Map<Integer, String> others = new TreeMap<>(Map.of(42, "10.0.0.123"));
    Arrays.stream(options)
        .filter(option -> !option.isEmpty())
        .flatMap(option -> Arrays.stream(option.split(";")))
        .map(option -> option.split(":", 2))
        .forEach(pair -> others.put(Integer.parseInt(pair[0]), pair[1].replace('~', ' ')));
    return new Subnet(
        new UUID(7, name.hashCode()),
        1,
        name,
        network,
        mode,
        pool.isEmpty() ? List.of() : List.of(Pool.parse(pool)),
        new SubnetOptions(
            Optional.of(network.network().plus(254)),
            List.of(Ipv4.parse("10.0.0.53")),
            Optional.of("lan"),
            DhcpLab.options(others)),
        rules,
        BootRules.DEFAULT,
        Optional.empty(),
        Optional.empty());
  }

  /** What the doors send when the packet arrives. */
  List<Sent> receive(RawPacket packet) {
    List<Sent> before = sent();
    FakeChannel channel = transport.open(packet.port());
    channel.handler.accept(
        new Datagram(packet.bytes(), packet.from(), packet.to(), channel.binding.interfaceName()));
    return sent().subList(before.size(), sent().size());
  }

  private List<Sent> sent() {
    return transport.channels.stream()
        .filter(channel -> DOORS.contains(channel.binding.port()))
        .flatMap(channel -> channel.sent.stream())
        .toList();
  }

  /** How often each outcome was counted. */
  Map<String, Long> outcomes() {
    return meters.getMeters().stream()
        .map(Meter::getId)
        .filter(id -> id.getName().equals("ironwake.dhcp.messages"))
        .collect(
            Collectors.groupingBy(
                id -> String.valueOf(id.getTag("outcome")),
                HashMap::new,
                Collectors.summingLong(
                    id -> (long) meters.get(id.getName()).tags(id.getTags()).counter().count())));
  }

  /** An event between packets: time, a fault, another server. */
  List<Sent> happen(List<String> words) {
    List<Sent> before = sent();
    event(words);
    return sent().subList(before.size(), sent().size());
  }

  private void event(List<String> words) {
    switch (words.getFirst()) {
      case "pass" -> {
        now = now.plus(Duration.parse(words.get(1)));
        later.pass(Duration.parse(words.get(1)));
      }
      case "database-away" -> databaseAway = true;
      case "database-back" -> databaseAway = false;
      case "ignore" -> ignore = true;
      case "station" ->
          stations.put(
              Ipv4.parse(words.get(1)),
              MacAddress.of(RawPacket.macOf(Integer.parseInt(words.get(2)), false)));
      case "conflicts" ->
          assertThat(conflicts).containsExactly(String.join(" ", words.subList(1, words.size())));
      case "pool" -> subnets.set(0, withPool(subnets.getFirst(), Pool.parse(words.get(1))));
      case "offer-from" -> offerFrom(Ipv4.parse(words.get(1)));
      default -> throw new AssertionError("no such event: " + words);
    }
  }

  private static Subnet withPool(Subnet old, Pool pool) {
    return new Subnet(
        old.id(),
        old.version() + 1,
        old.name(),
        old.cidr(),
        old.mode(),
        List.of(pool),
        old.options(),
        old.lease(),
        old.boot(),
        old.interfaceName(),
        old.sharedNetwork());
  }

  /** Another server answers what our look-out asks. */
  private void offerFrom(Ipv4 other) {
    FakeChannel channel = transport.open(DhcpPorts.STANDARD.client());
    byte[] offer = channel.sent.getFirst().payload().clone();
    offer[0] = 2;
    System.arraycopy(Ipv4.parse("10.0.0.30").toBytes(), 0, offer, 16, 4);
    byte[] options = {53, 1, 2, 54, 4, 0, 0, 0, 0, (byte) 255};
    System.arraycopy(other.toBytes(), 0, options, 5, 4);
    System.arraycopy(options, 0, offer, 240, options.length);
    channel.handler.accept(
        new Datagram(
            offer,
            new InetSocketAddress(other.toInetAddress(), 67),
            Ipv4.BROADCAST,
            channel.binding.interfaceName()));
  }

  @Override
  public void close() {
    server.close();
    pxe.close();
  }

  private final class Desk implements AddressDesk {
    @Override
    public Optional<Subnet> forRelay(Ipv4 address) {
      return subnets.stream().filter(subnet -> subnet.cidr().contains(address)).findFirst();
    }

    @Override
    public Optional<Subnet> forInterface(String name, Ipv4 address) {
      return forRelay(address);
    }

    @Override
    public Optional<String> hostName(Subnet subnet, ClientIdentity client) {
      return leases.reservations(subnet).of(client).flatMap(Reservation::hostname);
    }

    @Override
    public DeclaredOptions options(Subnet subnet, ClientIdentity client, Optional<Ipv4> address) {
      return subnet.options().others();
    }

    @Override
    public boolean manages(Subnet subnet, Ipv4 address) {
      return subnet.isPooled(address) || leases.reservations(subnet).at(address).isPresent();
    }

    @Override
    public Subnet choose(Subnet link, ClientIdentity client, Optional<Ipv4> claimed) {
      return link;
    }

    @Override
    public Optional<Subnet> at(Subnet link, Ipv4 address) {
      return Optional.of(link).filter(subnet -> subnet.cidr().isUsable(address));
    }

    @Override
    public boolean areNeighbours(Subnet one, Subnet other) {
      return one.id().equals(other.id());
    }

    @Override
    public boolean isServedInFull(Subnet subnet, ClientIdentity client) {
      return leases.reservations(subnet).of(client).filter(Reservation::servedInFull).isPresent();
    }

    @Override
    public boolean isReserved(Subnet subnet, ClientIdentity client) {
      return hasReservation(subnet, client);
    }

    @Override
    public boolean hasReservation(Subnet subnet, ClientIdentity client) {
      return leases.reservations(subnet).of(client).isPresent();
    }

    @Override
    public boolean knows(Subnet subnet, ClientIdentity client) {
      return isReserved(subnet, client) || leases.knows(subnet, client);
    }

    @Override
    public boolean holds(Subnet subnet, ClientIdentity client, Ipv4 address) {
      return leases.holds(subnet, client, address);
    }

    @Override
    public Optional<Ipv4> offer(Subnet subnet, ClientIdentity client, Optional<Ipv4> requested) {
      return leases.offer(subnet, client, requested);
    }

    @Override
    public boolean isFamiliar(Subnet subnet, ClientIdentity client, Ipv4 address) {
      return leases.isFamiliar(subnet, client, address);
    }

    @Override
    public void quarantine(Subnet subnet, Ipv4 address) {
      leases.quarantine(subnet, address);
    }

    @Override
    public void withdraw(Subnet subnet, ClientIdentity client) {
      leases.withdraw(subnet, client);
    }

    @Override
    public CompletionStage<LeaseOutcome> commit(
        Subnet subnet,
        ClientIdentity client,
        Ipv4 address,
        Optional<String> hostName,
        Duration lifetime) {
      return CompletableFuture.completedFuture(
          databaseAway
              ? new LeaseOutcome.Unavailable("the database does not answer")
              : leases.commit(
                  new LeaseRequest(subnet, client, address, hostName, lifetime, Set.of())));
    }

    @Override
    public void release(Subnet subnet, ClientIdentity client, Ipv4 address) {
      leases.release(subnet, client, address);
    }

    @Override
    public void decline(Subnet subnet, ClientIdentity client, Ipv4 address) {
      leases.decline(subnet, client, address);
    }
  }
}
