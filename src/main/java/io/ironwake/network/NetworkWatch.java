package io.ironwake.network;

import io.ironwake.access.Secrets;
import io.ironwake.address.BootRules;
import io.ironwake.address.Subnet;
import io.ironwake.address.Subnets;
import io.ironwake.journal.FlightRecorder;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.network.Finding.Severity;
import io.ironwake.udp.HostInterface;
import io.ironwake.udp.Interfaces;
import io.ironwake.udp.Neighbours;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Knows the other DHCP servers on every link that is served, and tells once what they break: a log
 * line, an event and a gauge for each finding that begins or ends.
 */
@ApplicationScoped
public class NetworkWatch implements LinkWatch {
  private static final Logger LOG = Logger.getLogger("io.ironwake.network");
  private static final int ID_BYTES = 8;
  private static final String UNDECLARED = "undeclared";

  private final Subnets subnets;
  private final FlightRecorder recorder;
  private final Secrets secrets;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Map<String, WatchedLink> links = new ConcurrentSkipListMap<>();
  private volatile Optional<String> installation = Optional.empty();

  NetworkWatch(
      Subnets subnets,
      FlightRecorder recorder,
      Secrets secrets,
      MeterRegistry meters,
      Clock clock) {
    this.subnets = subnets;
    this.recorder = recorder;
    this.secrets = secrets;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * One link as it stands.
   *
   * @param facts what Ironwake does there
   * @param subnet the declared subnet's name
   * @param lastLook when a look-out was last finished
   * @param servers every server heard of, those that are gone too
   * @param findings what follows, the worst first
   */
  public record Link(
      LinkFacts facts,
      Optional<String> subnet,
      Optional<Instant> lastLook,
      List<ForeignServer> servers,
      List<Finding> findings) {}

  /** Reads the installation's id from the database; must run before the doors open. */
  public void prepare() {
    byte[] id =
        secrets.getOrCreate(
            "installation-id",
            () -> {
              byte[] fresh = new byte[ID_BYTES];
              new SecureRandom().nextBytes(fresh);
              return fresh;
            });
    installation = Optional.of(HexFormat.of().formatHex(id));
  }

  /** Every link that is served, by interface name. */
  public List<Link> links() {
    return links.entrySet().stream().map(each -> view(each.getKey(), each.getValue())).toList();
  }

  private Link view(String name, WatchedLink link) {
    synchronized (link) {
      LinkFacts facts = facts(name, link.refusing());
      return new Link(
          facts,
          subnet(name).map(Subnet::name),
          link.lastLook(),
          link.servers(),
          findings(name, link));
    }
  }

  /** Looks on every link now; completes when all looks are over. */
  public CompletionStage<Void> look() {
    return CompletableFuture.allOf(
        links.values().stream()
            .map(each -> each.probe().look().toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  @Override
  public void link(String interfaceName, Subnet.Mode mode, Probe probe) {
    WatchedLink link = new WatchedLink(mode, probe);
    links.put(interfaceName, link);
    for (Severity severity : Severity.values()) {
      meters.gauge(
          "ironwake.network.findings",
          Tags.of("interface", interfaceName, "severity", lower(severity)),
          this,
          watch -> count(watch.view(interfaceName, link), severity));
    }
    meters.gauge(
        "ironwake.network.foreign.servers",
        Tags.of("interface", interfaceName),
        this,
        watch -> givers(watch.view(interfaceName, link)));
  }

  private static double count(Link link, Severity severity) {
    return link.findings().stream().filter(each -> each.severity() == severity).count();
  }

  private static double givers(Link link) {
    return link.servers().stream().filter(each -> each.present() && each.gives()).count();
  }

  @Override
  public void seen(String interfaceName, SeenReply reply) {
    on(
        interfaceName,
        link -> {
          if (link.seen(reply, clock.instant())) {
            name(link, reply.server());
          }
        });
  }

  @Override
  public void chosen(String interfaceName, Ipv4 server) {
    on(
        interfaceName,
        link -> {
          if (link.chosen(server, clock.instant())) {
            LOG.infof("a client on %s chose the DHCP server %s", interfaceName, server);
          }
        });
  }

  @Override
  public void looked(String interfaceName, boolean refusing) {
    on(
        interfaceName,
        link -> {
          link.looked(refusing, clock.instant());
          link.servers().forEach(each -> recognise(interfaceName, link, each));
          tell(interfaceName, link);
        });
  }

  private void on(String interfaceName, Consumer<WatchedLink> work) {
    WatchedLink link = links.get(interfaceName);
    if (link != null) {
      synchronized (link) {
        work.accept(link);
      }
    }
  }

  @Override
  public Optional<PeerMark> mark(String interfaceName) {
    return installation.map(id -> new PeerMark(id, facts(interfaceName, false).mode()));
  }

  /** The kernel knows a server's MAC address once it was asked. */
  private static void recognise(String interfaceName, WatchedLink link, ForeignServer server) {
    Optional<MacAddress> mac = Neighbours.mac(interfaceName, server.address());
    Optional<String> domain = server.gift().flatMap(SeenReply::domain);
    link.known(server.address(), mac, Optional.empty(), NetworkCards.maker(mac, domain));
  }

  /** Asks DNS off the event loop, since it may take its time. */
  private static void name(WatchedLink link, Ipv4 server) {
    Thread.ofVirtual()
        .start(
            () -> {
              String found = server.toInetAddress().getCanonicalHostName();
              synchronized (link) {
                link.known(
                    server,
                    Optional.empty(),
                    Optional.of(found).filter(each -> !each.equals(server.toString())),
                    Optional.empty());
              }
            });
  }

  private void tell(String interfaceName, WatchedLink link) {
    WatchedLink.News news = link.tell(findings(interfaceName, link));
    news.begun()
        .forEach(
            each -> {
              LOG.log(
                  each.severity() == Severity.INFO ? Logger.Level.INFO : Logger.Level.WARN,
                  each.line());
              record("finding", interfaceName, each);
            });
    news.ended()
        .forEach(
            each -> {
              LOG.infof("no longer so on %s: %s", interfaceName, each.text());
              record("finding-over", interfaceName, each);
            });
  }

  private void record(String kind, String interfaceName, Finding finding) {
    recorder.record(
        FlightRecorder.event("NETWORK", kind)
            .with(
                Map.of(
                    "interface", interfaceName,
                    "severity", lower(finding.severity()),
                    "code", finding.code(),
                    "server", finding.server().map(Ipv4::toString).orElse("-"),
                    "text", finding.text())));
  }

  private List<Finding> findings(String name, WatchedLink link) {
    return new Diagnosis(facts(name, link.refusing()), link.servers(), installation.orElse(""))
        .findings(link.lastLook().isPresent());
  }

  private Optional<Subnet> subnet(String name) {
    return Interfaces.named(name)
        .flatMap(host -> host.addresses().stream().findFirst())
        .flatMap(first -> subnets.current().forInterface(name, first.address()));
  }

  private LinkFacts facts(String name, boolean refusing) {
    List<HostInterface.HostAddress> own =
        Interfaces.named(name).map(HostInterface::addresses).orElse(List.of());
    Subnet.Mode allowed =
        Optional.ofNullable(links.get(name)).map(WatchedLink::mode).orElse(Subnet.Mode.FULL);
    Optional<Subnet> subnet = subnet(name).map(each -> each.as(each.mode().and(allowed, true)));
    String mode = subnet.map(Subnet::mode).map(Subnet.Mode::word).orElse(undeclared(allowed));
    return new LinkFacts(
        name,
        mode,
        subnet.filter(each -> each.mode() == Subnet.Mode.FULL).isPresent(),
        subnet.filter(each -> each.lease().besideForeign()).isPresent(),
        refusing,
        subnet.filter(each -> each.boot().nonce() == BootRules.Nonce.OPTIONAL).isPresent(),
        own.stream().map(HostInterface.HostAddress::address).toList(),
        own.stream().map(HostInterface.HostAddress::network).toList());
  }

  private static String undeclared(Subnet.Mode allowed) {
    return switch (allowed) {
      case FULL, PROXY -> UNDECLARED;
      case RESERVATIONS_ONLY, OFF -> allowed.word();
    };
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
