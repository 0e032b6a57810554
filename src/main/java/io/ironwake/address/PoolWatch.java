package io.ironwake.address;

import io.ironwake.address.PoolUse.Level;
import io.ironwake.journal.FlightRecorder;
import io.ironwake.net.Ipv4;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Measures the pools and says once when one runs low, runs dry, and is well again. */
@ApplicationScoped
class PoolWatch {
  private static final Logger LOG = Logger.getLogger(PoolWatch.class);

  private final Subnets subnets;
  private final Leases leases;
  private final OwnAddresses own;
  private final FlightRecorder recorder;
  private final MultiGauge sizes;
  private final MultiGauge free;
  private final Map<UUID, Level> levels = new HashMap<>();
  private final Map<UUID, List<PoolUse>> measured = new HashMap<>();

  PoolWatch(
      Subnets subnets,
      Leases leases,
      OwnAddresses own,
      FlightRecorder recorder,
      MeterRegistry metrics) {
    this.subnets = subnets;
    this.leases = leases;
    this.own = own;
    this.recorder = recorder;
    this.sizes =
        MultiGauge.builder("ironwake.pool.size")
            .description("addresses of a pool that may go to clients without a reservation")
            .register(metrics);
    this.free =
        MultiGauge.builder("ironwake.pool.free")
            .description("addresses of a pool that are neither leased nor on offer")
            .register(metrics);
  }

  @PostConstruct
  void listen() {
    // The event loop that handed the address out must not wait for the count.
    leases
        .tables()
        .onPressure(subnet -> Thread.ofVirtual().name("pool-watch").start(() -> look(subnet)));
  }

  /** Leases also end by themselves, and subnets come and go. */
  @Scheduled(every = "10s", delayed = "5s")
  synchronized void look() {
    List<Subnet> all = subnets.current().subnets();
    measured.keySet().retainAll(all.stream().map(Subnet::id).toList());
    all.forEach(this::measure);
    publish(all);
  }

  /** As soon as so many addresses were handed out that a level may be reached. */
  private synchronized void look(UUID subnet) {
    subnets.current().byId(subnet).ifPresent(this::measure);
    publish(subnets.current().subnets());
  }

  private void measure(Subnet subnet) {
    List<PoolUse> uses = use(subnet);
    measured.put(subnet.id(), uses);
    note(subnet, uses);
  }

  private void publish(List<Subnet> all) {
    List<Row<?>> size = new ArrayList<>();
    List<Row<?>> left = new ArrayList<>();
    for (Subnet subnet : all) {
      for (PoolUse each : measured.getOrDefault(subnet.id(), List.of())) {
        Tags tags = Tags.of("subnet", subnet.name(), "pool", each.pool().toString());
        size.add(Row.of(tags, each.size()));
        left.add(Row.of(tags, each.free()));
      }
    }
    sizes.register(size, true);
    free.register(left, true);
  }

  private List<PoolUse> use(Subnet subnet) {
    return subnet.mode() == Subnet.Mode.FULL
        ? subnet.pools().stream().map(pool -> use(subnet, pool)).toList()
        : List.of();
  }

  private PoolUse use(Subnet subnet, Pool pool) {
    Set<Ipv4> never =
        Stream.of(
                subnets.current().reservations(subnet.id()).all().stream()
                    .map(Reservation::address),
                own.all().stream(),
                subnet.services())
            .flatMap(each -> each)
            .filter(pool::contains)
            .collect(Collectors.toSet());
    long used = leases.inUse(subnet, address -> pool.contains(address) && !never.contains(address));
    return new PoolUse(pool, pool.range().size() - never.size(), used);
  }

  private void note(Subnet subnet, List<PoolUse> uses) {
    long size = uses.stream().mapToLong(PoolUse::size).sum();
    long used = uses.stream().mapToLong(PoolUse::used).sum();
    int warning = subnet.lease().poolWarning();
    Level before = levels.getOrDefault(subnet.id(), Level.OK);
    Level level = PoolUse.level(before, size, used, warning);
    levels.put(subnet.id(), level);
    PoolUse.news(before, level, warning).forEach(each -> tell(subnet, each, used, size));
    if (size > 0) {
      leases.tables().of(subnet.id()).notice(PoolUse.room(level, size, used, warning));
    }
  }

  private void tell(Subnet subnet, Level level, long used, long size) {
    String text = sentence(subnet.name(), level, used, size);
    LOG.log(level == Level.OK ? Logger.Level.INFO : Logger.Level.WARN, text);
    recorder.record(
        FlightRecorder.event("DHCP", "pool-" + level.name().toLowerCase(Locale.ROOT))
            .with(Map.of("subnet", subnet.name(), "used", used, "size", size, "reason", text)));
  }

  static String sentence(String subnet, Level level, long used, long size) {
    return switch (level) {
      case OK ->
          "subnet %s has free addresses again: %d of %d are in use".formatted(subnet, used, size);
      case LOW ->
          "subnet %s is running out of addresses: %d of %d are in use; enlarge a pool or shorten valid-lifetime"
              .formatted(subnet, used, size);
      case DRY ->
          "subnet %s has no free address left: all %d are in use; enlarge a pool, shorten valid-lifetime, or reclaim leases"
              .formatted(subnet, size);
    };
  }
}
