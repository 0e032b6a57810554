package io.ironwake.dhcp;

import io.ironwake.address.ClientIdentity;
import io.ironwake.address.DeclaredOptions;
import io.ironwake.address.GlobalOptions;
import io.ironwake.address.LeaseOutcome;
import io.ironwake.address.Leases;
import io.ironwake.address.Subnet;
import io.ironwake.address.Subnets;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the DHCP doors need of the declared subnets and the leases. No call blocks. */
public interface AddressDesk {
  /** The subnet of a client behind a relay, or of a selected link. */
  Optional<Subnet> forRelay(Ipv4 address);

  /** The subnet of a client on the link of one of our interfaces. */
  Optional<Subnet> forInterface(String name, Ipv4 address);

  /**
   * Which subnet serves a client on the link of {@code link}; see {@link
   * io.ironwake.address.LinkChoice}.
   *
   * @param claimed the address the client says it has or was offered
   */
  Subnet choose(Subnet link, ClientIdentity client, Optional<Ipv4> claimed);

  /** The subnet on the link of {@code link} that has this host address. */
  Optional<Subnet> at(Subnet link, Ipv4 address);

  /** True when both are of one link; a subnet is its own neighbour. */
  boolean areNeighbours(Subnet one, Subnet other);

  /**
   * True when the client gets its address where the subnet's mode is proxy too: its reservation
   * says so, or its machine is installing with it.
   */
  boolean isServedInFull(Subnet subnet, ClientIdentity client);

  /**
   * True when an address of the subnet is reserved for the client, or its machine is installing
   * with one.
   */
  boolean isReserved(Subnet subnet, ClientIdentity client);

  /** True when an address of the subnet is reserved for the client, and for as long as it is. */
  boolean hasReservation(Subnet subnet, ClientIdentity client);

  /** The host name reserved for a client. */
  Optional<String> hostName(Subnet subnet, ClientIdentity client);

  /**
   * The options declared for a client, of whatever level: reservation, group of machines, pool,
   * subnet, global; the first that declares a code wins.
   *
   * @param address what it has or gets, which tells its pool
   */
  DeclaredOptions options(Subnet subnet, ClientIdentity client, Optional<Ipv4> address);

  /** True for addresses Ironwake gives out on the subnet's link: pooled or reserved. */
  boolean manages(Subnet subnet, Ipv4 address);

  /** True when its link has a record of the client: a reservation, a lease or an offer of ours. */
  boolean knows(Subnet subnet, ClientIdentity client);

  /** True while this client holds the address by a lease of ours. */
  boolean holds(Subnet subnet, ClientIdentity client, Ipv4 address);

  /** True when this client was the last to have a lease of the address. */
  boolean isFamiliar(Subnet subnet, ClientIdentity client, Ipv4 address);

  /** See {@link Leases#quarantine}. */
  void quarantine(Subnet subnet, Ipv4 address);

  /** See {@link Leases#offer}. */
  Optional<Ipv4> offer(Subnet subnet, ClientIdentity client, Optional<Ipv4> requested);

  /** See {@link Leases#withdraw}. */
  void withdraw(Subnet subnet, ClientIdentity client);

  /** See {@link Leases#commit}. */
  CompletionStage<LeaseOutcome> commit(
      Subnet subnet,
      ClientIdentity client,
      Ipv4 address,
      Optional<String> hostName,
      Duration lifetime);

  /** See {@link Leases#release}. */
  void release(Subnet subnet, ClientIdentity client, Ipv4 address);

  /** See {@link Leases#decline}. */
  void decline(Subnet subnet, ClientIdentity client, Ipv4 address);

  /**
   * The desk over the database's subnets and leases.
   *
   * @param protectedAddresses the addresses of machines that are INSTALLING, from memory
   * @param groupOptions the options of the groups a NIC's machine belongs to, from memory
   */
  static AddressDesk of(
      Subnets subnets,
      GlobalOptions globalOptions,
      Leases leases,
      Supplier<Set<Ipv4>> protectedAddresses,
      Function<MacAddress, DeclaredOptions> groupOptions) {
    return new LeaseDesk(subnets, globalOptions, leases, protectedAddresses, groupOptions);
  }
}
