package io.ironwake.address;

import io.ironwake.net.Ipv4;
import io.ironwake.store.ChangeListener;
import io.ironwake.store.DatabaseTime;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Offers and gives addresses. Offers are decided from memory and live there; a lease is granted
 * only once it is in the database. Every call is thread-safe; {@link #offer}, {@link #commit},
 * {@link #release} and {@link #decline} never block.
 */
@Singleton
public class Leases implements ChangeListener {
  private static final Logger LOG = Logger.getLogger(Leases.class);
  private static final int QUEUE_CAPACITY = 4096;
  private static final Duration QUARANTINE = Duration.ofMinutes(10);
  // How long an ended lease is remembered, so that its NIC gets the same address again.
  private static final Duration RETENTION = Duration.ofDays(1);
  private static final int SWEEP_LIMIT = 1000;

  private final LeaseTables tables = new LeaseTables();
  private final DataSource dataSource;
  private final Subnets subnets;
  private final OwnAddresses own;
  private final DatabaseTime time;
  private final Counter dropped;
  private final LeaseWriter writer;

  Leases(
      DataSource dataSource,
      Subnets subnets,
      OwnAddresses own,
      DatabaseTime time,
      MeterRegistry metrics) {
    this.dataSource = dataSource;
    this.subnets = subnets;
    this.own = own;
    this.time = time;
    this.dropped = metrics.counter("ironwake.lease.dropped");
    this.writer =
        new LeaseWriter(
            dataSource, QUEUE_CAPACITY, QUARANTINE, this::committed, this::withoutDatabase);
    metrics.gauge("ironwake.lease.waiting", writer, LeaseWriter::waiting);
  }

  /**
   * Chooses an address for a client and keeps it for the subnet's offer-lifetime.
   *
   * @param requested what the client asks for (option 50)
   * @param protectedAddresses addresses kept for machines that are INSTALLING
   * @return empty where Ironwake gives no addresses and when there is none for this client
   */
  public Optional<Ipv4> offer(
      Subnet subnet,
      ClientIdentity client,
      Optional<Ipv4> requested,
      Set<Ipv4> protectedAddresses) {
    if (!subnet.mode().givesAddresses()) {
      return Optional.empty();
    }
    Instant now = time.reckoned();
    return table(subnet.id())
        .offer(
            policy(subnet, protectedAddresses, now),
            client,
            requested,
            now,
            now.plus(subnet.lease().offerLifetime()));
  }

  /** Whether {@link #offer} would find an address; keeps none. */
  public boolean hasRoom(Subnet subnet, ClientIdentity client, Set<Ipv4> protectedAddresses) {
    Instant now = time.reckoned();
    return subnet.mode().givesAddresses()
        && table(subnet.id()).hasRoom(policy(subnet, protectedAddresses, now), client, now);
  }

  /** Gives or renews a lease; the stage completes after the commit, and never exceptionally. */
  public CompletionStage<LeaseOutcome> commit(LeaseRequest request) {
    Subnet subnet = request.subnet();
    if (!subnet.mode().givesAddresses()) {
      return done(
          new LeaseOutcome.Refused(
              "subnet " + subnet.name() + " gives no addresses in its mode; say mode: full"));
    }
    Instant now = time.reckoned();
    Optional<String> refusal =
        table(subnet.id())
            .claim(
                policy(subnet, request.protectedAddresses(), now),
                request.client(),
                request.address(),
                now,
                now.plus(subnet.lease().offerLifetime()));
    return refusal.isPresent() ? done(new LeaseOutcome.Refused(refusal.get())) : write(request);
  }

  private CompletionStage<LeaseOutcome> write(LeaseRequest request) {
    if (writer.isStalled()) {
      return done(withoutDatabase(request));
    }
    CompletableFuture<LeaseOutcome> outcome = new CompletableFuture<>();
    if (!writer.offer(new LeaseWrite.Grant(request, outcome))) {
      dropped.increment();
      return done(new LeaseOutcome.Unavailable("too many leases wait to be written"));
    }
    return outcome.thenApply(result -> settled(request, result));
  }

  private LeaseOutcome settled(LeaseRequest request, LeaseOutcome result) {
    if (result instanceof LeaseOutcome.Refused) {
      table(request.subnet().id()).withdraw(request.client().hardware(), request.address());
    }
    return result;
  }

  private LeaseOutcome withoutDatabase(LeaseRequest request) {
    Instant now = time.reckoned();
    return table(request.subnet().id())
        .at(request.address())
        .filter(lease -> lease.isHolder(request.client().hardware()))
        .map(lease -> Duration.ofSeconds(Duration.between(now, lease.expiresAt()).toSeconds()))
        .filter(Duration::isPositive)
        .<LeaseOutcome>map(remaining -> new LeaseOutcome.Granted(request.address(), remaining))
        .orElseGet(
            () -> new LeaseOutcome.Unavailable("the database does not answer, new leases wait"));
  }

  private static CompletionStage<LeaseOutcome> done(LeaseOutcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }

  /** Ends a lease its holder gives back (DHCPRELEASE); ignored when the client does not hold it. */
  public void release(Subnet subnet, ClientIdentity client, Ipv4 address) {
    held(subnet, client, address)
        .map(LeaseWrite.Release::of)
        .filter(write -> !writer.offer(write))
        .ifPresent(full -> dropped.increment());
  }

  /** Keeps an address its holder found in use (DHCPDECLINE) away from everybody for ten minutes. */
  public void decline(Subnet subnet, ClientIdentity client, Ipv4 address) {
    if (!isFamiliar(subnet, client, address)) {
      return;
    }
    keepAway(subnet, address, new LeaseWrite.Decline(subnet.id(), address, client.hardware()));
  }

  /** Keeps an address that a probe found in use away from everybody for ten minutes. */
  public void quarantine(Subnet subnet, Ipv4 address) {
    keepAway(subnet, address, new LeaseWrite.Quarantine(subnet.id(), address));
  }

  private void keepAway(Subnet subnet, Ipv4 address, LeaseWrite write) {
    Instant now = time.reckoned();
    table(subnet.id()).put(Lease.quarantined(subnet.id(), address, now, now.plus(QUARANTINE)));
    if (!writer.offer(write)) {
      dropped.increment();
    }
  }

  /** True when this client was the last to have a lease of the address. */
  public boolean isFamiliar(Subnet subnet, ClientIdentity client, Ipv4 address) {
    return held(subnet, client, address).isPresent();
  }

  /** Frees what is on offer to a client that took another server's offer. */
  public void withdraw(Subnet subnet, ClientIdentity client) {
    table(subnet.id()).withdraw(client.hardware());
  }

  /**
   * True when this server has a record of the client in that subnet: a lease, ended or not, or an
   * open offer (RFC 2131 §4.3.2, INIT-REBOOT).
   */
  public boolean knows(Subnet subnet, ClientIdentity client) {
    return table(subnet.id()).knows(client, subnet.lease().matchClientId(), time.reckoned());
  }

  private Optional<Lease> held(Subnet subnet, ClientIdentity client, Ipv4 address) {
    return table(subnet.id()).at(address).filter(lease -> lease.isHolder(client.hardware()));
  }

  /** The latest lease of a NIC in a subnet, ended or not. */
  public Optional<Lease> of(Subnet subnet, HardwareAddress client) {
    return table(subnet.id()).of(client);
  }

  /** What is reserved for a client in a subnet; see {@link Reservations#of}. */
  public Optional<Reservation> reservation(Subnet subnet, ClientIdentity client) {
    return subnets
        .current()
        .reservations(subnet.id())
        .of(client, of(subnet, client.hardware()).filter(this::isHeld));
  }

  /** Whether a lease of ours still runs. */
  public boolean isHeld(Lease lease) {
    return lease.state() == Lease.State.ACTIVE && lease.isHeld(time.reckoned());
  }

  /** The lease of an address while somebody holds it. */
  public Optional<Lease> at(Ipv4 address) {
    return subnets
        .current()
        .byAddress(address)
        .flatMap(subnet -> table(subnet.id()).at(address))
        .filter(this::isHeld);
  }

  LeaseTables tables() {
    return tables;
  }

  /** How many addresses of a subnet's wanted ones are leased or on offer. */
  long inUse(Subnet subnet, Predicate<Ipv4> wanted) {
    return table(subnet.id()).inUse(wanted, time.reckoned());
  }

  /** Every remembered lease, ended ones too, in no order. */
  public List<Lease> leases() {
    return tables.leases();
  }

  /** Forgets an address that was taken back. */
  void forget(Subnet subnet, Ipv4 address) {
    table(subnet.id()).remove(address);
  }

  @Override
  public String kind() {
    return "lease";
  }

  /** Reads all leases; what this process committed meanwhile stays. */
  @Override
  public void reload() {
    try (Connection connection = dataSource.getConnection()) {
      LeaseRows.all(connection).forEach(row -> table(row.subnet()).putUnlessNewer(row));
    } catch (SQLException failure) {
      throw new IllegalStateException("the leases could not be read", failure);
    }
  }

  /** Leases are not in the change log. */
  @Override
  public void changed(UUID subject) {}

  /** Forgets what ended long ago; called once a minute. */
  void sweep() {
    Instant now = time.reckoned();
    tables.all().forEach(table -> table.sweep(now, now.minus(RETENTION)));
    try (Connection connection = dataSource.getConnection()) {
      LeaseRows.sweep(connection, RETENTION, SWEEP_LIMIT);
    } catch (SQLException failure) {
      LOG.debugf("the lease sweep waits for the database: %s", failure.getMessage());
    }
  }

  @PreDestroy
  void stop() {
    writer.close();
  }

  private void committed(Lease row) {
    table(row.subnet()).put(row);
  }

  private LeaseTable table(UUID subnet) {
    return tables.of(subnet);
  }

  private Function<Holdings, LeasePolicy> policy(
      Subnet subnet, Set<Ipv4> protectedAddresses, Instant now) {
    Reservations reservations = subnets.current().reservations(subnet.id());
    return holdings ->
        new LeasePolicy(subnet, reservations, holdings, own.all(), protectedAddresses, now);
  }
}
