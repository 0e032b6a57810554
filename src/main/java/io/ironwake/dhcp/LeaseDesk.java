package io.ironwake.dhcp;

import io.ironwake.address.AddressPlan;
import io.ironwake.address.ClientIdentity;
import io.ironwake.address.DeclaredOptions;
import io.ironwake.address.GlobalOptions;
import io.ironwake.address.Lease;
import io.ironwake.address.LeaseOutcome;
import io.ironwake.address.LeaseRequest;
import io.ironwake.address.Leases;
import io.ironwake.address.LinkChoice;
import io.ironwake.address.Pool;
import io.ironwake.address.Reservation;
import io.ironwake.address.Subnet;
import io.ironwake.address.Subnets;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@link AddressDesk} over the address package. */
record LeaseDesk(
    Subnets subnets,
    GlobalOptions globalOptions,
    Leases leases,
    Supplier<Set<Ipv4>> protectedAddresses,
    Function<MacAddress, DeclaredOptions> groupOptions)
    implements AddressDesk {
  @Override
  public Optional<Subnet> forRelay(Ipv4 address) {
    return subnets.current().forRelay(address);
  }

  @Override
  public Optional<Subnet> forInterface(String name, Ipv4 address) {
    return subnets.current().forInterface(name, address);
  }

  @Override
  public Subnet choose(Subnet link, ClientIdentity client, Optional<Ipv4> claimed) {
    LinkChoice choice =
        new LinkChoice(
            subnets.current().givers(link, each -> isServedInFull(each, client)),
            subnet -> installs(subnet, client),
            subnet -> isReserved(subnet, client),
            subnet -> held(subnet, client).isPresent(),
            subnet -> leases.hasRoom(subnet, client, protectedAddresses.get()));
    return choice.choose(claimed).orElse(link);
  }

  @Override
  public boolean isServedInFull(Subnet subnet, ClientIdentity client) {
    return leases.reservation(subnet, client).filter(Reservation::servedInFull).isPresent()
        || installs(subnet, client);
  }

  @Override
  public boolean areNeighbours(Subnet one, Subnet other) {
    return subnets.current().link(one).stream().anyMatch(each -> each.id().equals(other.id()));
  }

  private Optional<Ipv4> held(Subnet subnet, ClientIdentity client) {
    return leases.of(subnet, client.hardware()).filter(leases::isHeld).map(Lease::address);
  }

  @Override
  public Optional<Subnet> at(Subnet link, Ipv4 address) {
    return subnets.current().link(link).stream()
        .filter(each -> each.cidr().isUsable(address))
        .findFirst();
  }

  @Override
  public boolean isReserved(Subnet subnet, ClientIdentity client) {
    return hasReservation(subnet, client) || installs(subnet, client);
  }

  @Override
  public boolean hasReservation(Subnet subnet, ClientIdentity client) {
    return leases.reservation(subnet, client).isPresent();
  }

  /** The lease of a machine that is installing is as good as a reservation. */
  private boolean installs(Subnet subnet, ClientIdentity client) {
    Set<Ipv4> kept = protectedAddresses.get();
    return !kept.isEmpty() && held(subnet, client).filter(kept::contains).isPresent();
  }

  @Override
  public Optional<String> hostName(Subnet subnet, ClientIdentity client) {
    return leases.reservation(subnet, client).flatMap(Reservation::hostname);
  }

  @Override
  public DeclaredOptions options(Subnet subnet, ClientIdentity client, Optional<Ipv4> address) {
    return DeclaredOptions.layered(
        List.of(
            globalOptions.current(),
            subnet.options().others(),
            address.flatMap(subnet::poolOf).map(Pool::options).orElse(DeclaredOptions.NONE),
            groupOptions.apply(client.mac()),
            leases
                .reservation(subnet, client)
                .map(Reservation::options)
                .orElse(DeclaredOptions.NONE)));
  }

  @Override
  public boolean manages(Subnet subnet, Ipv4 address) {
    AddressPlan plan = subnets.current();
    return plan.link(subnet).stream()
        .anyMatch(
            each -> each.isPooled(address) || plan.reservations(each.id()).at(address).isPresent());
  }

  @Override
  public boolean knows(Subnet subnet, ClientIdentity client) {
    return subnets.current().link(subnet).stream()
        .anyMatch(each -> isReserved(each, client) || leases.knows(each, client));
  }

  @Override
  public boolean holds(Subnet subnet, ClientIdentity client, Ipv4 address) {
    return leases
        .at(address)
        .filter(lease -> lease.holder().equals(Optional.of(client.hardware())))
        .isPresent();
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
  public Optional<Ipv4> offer(Subnet subnet, ClientIdentity client, Optional<Ipv4> requested) {
    return leases.offer(subnet, client, requested, protectedAddresses.get());
  }

  @Override
  public void withdraw(Subnet subnet, ClientIdentity client) {
    subnets.current().link(subnet).forEach(each -> leases.withdraw(each, client));
  }

  @Override
  public CompletionStage<LeaseOutcome> commit(
      Subnet subnet,
      ClientIdentity client,
      Ipv4 address,
      Optional<String> hostName,
      Duration lifetime) {
    return leases.commit(
        new LeaseRequest(subnet, client, address, hostName, lifetime, protectedAddresses.get()));
  }

  @Override
  public void release(Subnet subnet, ClientIdentity client, Ipv4 address) {
    leases.release(owner(subnet, address), client, address);
  }

  @Override
  public void decline(Subnet subnet, ClientIdentity client, Ipv4 address) {
    leases.decline(owner(subnet, address), client, address);
  }

  /** A client may hold an address of another subnet on its link than the one that serves it. */
  private Subnet owner(Subnet subnet, Ipv4 address) {
    return subnets.current().byAddress(address).orElse(subnet);
  }
}
