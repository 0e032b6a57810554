package io.ironwake.address;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@link Leases} without a database: the same table and policy, and every commit succeeds. */
public final class MemoryLeases {
  private static final int QUARANTINE_SECONDS = 600;

  private final Supplier<Instant> clock;
  private final Set<Ipv4> own;
  private final Map<UUID, LeaseTable> tables = new HashMap<>();
  private final Map<UUID, List<Reservation>> reservations = new HashMap<>();

  public MemoryLeases(Supplier<Instant> clock, Set<Ipv4> own) {
    this.clock = clock;
    this.own = own;
  }

  public void reserve(Subnet subnet, MacAddress mac, Ipv4 address, boolean servedInFull) {
    reservations
        .computeIfAbsent(subnet.id(), id -> new ArrayList<>())
        .add(
            new Reservation(
                UUID.randomUUID(),
                1,
                subnet.id(),
                ReservationKey.of(mac),
                address,
                Optional.of("node" + address.bits() % 256),
                DeclaredOptions.NONE,
                servedInFull));
  }

  public Reservations reservations(Subnet subnet) {
    return new Reservations(reservations.getOrDefault(subnet.id(), List.of()));
  }

  public Optional<Ipv4> offer(Subnet subnet, ClientIdentity client, Optional<Ipv4> requested) {
    Instant now = clock.get();
    return table(subnet)
        .offer(policy(subnet), client, requested, now, now.plus(subnet.lease().offerLifetime()));
  }

  public LeaseOutcome commit(LeaseRequest request) {
    Instant now = clock.get();
    Subnet subnet = request.subnet();
    Optional<String> refusal =
        table(subnet)
            .claim(
                policy(subnet),
                request.client(),
                request.address(),
                now,
                now.plus(subnet.lease().offerLifetime()));
    if (refusal.isPresent()) {
      return new LeaseOutcome.Refused(refusal.get());
    }
    put(
        subnet,
        request.address(),
        Optional.of(request.client()),
        Lease.State.ACTIVE,
        now.plus(request.lifetime()));
    return new LeaseOutcome.Granted(request.address(), request.lifetime());
  }

  public void withdraw(Subnet subnet, ClientIdentity client) {
    table(subnet).withdraw(client.hardware());
  }

  public boolean knows(Subnet subnet, ClientIdentity client) {
    return table(subnet).knows(client, subnet.lease().matchClientId(), clock.get());
  }

  /** True while the client holds the address. */
  public boolean holds(Subnet subnet, ClientIdentity client, Ipv4 address) {
    return lease(subnet, client, address)
        .filter(lease -> lease.state() == Lease.State.ACTIVE && lease.isHeld(clock.get()))
        .isPresent();
  }

  public void release(Subnet subnet, ClientIdentity client, Ipv4 address) {
    if (holds(subnet, client, address)) {
      put(subnet, address, Optional.of(client), Lease.State.RELEASED, clock.get());
    }
  }

  public void decline(Subnet subnet, ClientIdentity client, Ipv4 address) {
    if (lease(subnet, client, address).isPresent()) {
      put(
          subnet,
          address,
          Optional.empty(),
          Lease.State.DECLINED,
          clock.get().plusSeconds(QUARANTINE_SECONDS));
    }
  }

  public boolean isFamiliar(Subnet subnet, ClientIdentity client, Ipv4 address) {
    return lease(subnet, client, address).isPresent();
  }

  public void quarantine(Subnet subnet, Ipv4 address) {
    put(
        subnet,
        address,
        Optional.empty(),
        Lease.State.DECLINED,
        clock.get().plusSeconds(QUARANTINE_SECONDS));
  }

  private Optional<Lease> lease(Subnet subnet, ClientIdentity client, Ipv4 address) {
    return table(subnet).at(address).filter(lease -> lease.isHolder(client.hardware()));
  }

  private void put(
      Subnet subnet,
      Ipv4 address,
      Optional<ClientIdentity> client,
      Lease.State state,
      Instant until) {
    table(subnet)
        .put(
            new Lease(
                subnet.id(),
                address,
                client.map(ClientIdentity::hardware),
                client.flatMap(ClientIdentity::clientId),
                Optional.empty(),
                state,
                clock.get(),
                until));
  }

  private LeaseTable table(Subnet subnet) {
    return tables.computeIfAbsent(subnet.id(), id -> new LeaseTable());
  }

  private Function<Holdings, LeasePolicy> policy(Subnet subnet) {
    return holdings ->
        new LeasePolicy(subnet, reservations(subnet), holdings, own, Set.of(), clock.get());
  }
}
