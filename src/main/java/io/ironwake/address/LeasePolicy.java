package io.ironwake.address;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which address a client gets (lifecycle.md "Leases", RFC 2131 §4.3.1): its reservation, its NIC's
 * last lease, what is on offer to it, its client identifier's lease where the subnet matches by it,
 * what it asks for, else a free one. The search for a free one starts at a hash of the NIC, so that
 * the same client tends to get the same address even from an empty database, and prefers addresses
 * nobody had before over the one whose lease ran out first.
 *
 * @param subnet the subnet to give from
 * @param reservations its reservations
 * @param holdings what is held and offered there
 * @param taken addresses never to give: those of this server
 * @param protectedAddresses addresses kept for machines that are INSTALLING; only the NIC that last
 *     held one gets it again
 * @param now the database's time
 */
@Pure
record LeasePolicy(
    Subnet subnet,
    Reservations reservations,
    Holdings holdings,
    Set<Ipv4> taken,
    Set<Ipv4> protectedAddresses,
    Instant now) {

  /** The address to offer; empty when there is none for this client. */
  Optional<Ipv4> choose(ClientIdentity client, Optional<Ipv4> requested) {
    Optional<Reservation> reserved = reservations.of(client.mac());
    if (reserved.isPresent()) {
      return reserved.map(Reservation::address).filter(address -> isFree(address, client));
    }
    if (subnet.mode() != Subnet.Mode.FULL) {
      return Optional.empty();
    }
    return holdings
        .of(client.hardware())
        .map(Lease::address)
        .filter(address -> mayHave(address, client))
        .or(() -> holdings.offerOf(client.hardware()).filter(address -> mayHave(address, client)))
        .or(() -> byClientId(client))
        .or(() -> requested.filter(address -> mayHave(address, client)))
        .or(() -> search(client));
  }

  /** Why the client may not hold {@code address}; empty when it may. */
  Optional<String> refusal(ClientIdentity client, Ipv4 address) {
    Optional<Reservation> reserved = reservations.of(client.mac());
    if (reserved.isPresent() && !reserved.get().address().equals(address)) {
      return Optional.of(reserved.get().address() + " is reserved for this NIC");
    }
    if (reservations.isForAnother(address, client.mac())) {
      return Optional.of(address + " is reserved for another NIC");
    }
    if (reserved.isEmpty() && subnet.mode() == Subnet.Mode.RESERVATIONS_ONLY) {
      return Optional.of(
          "subnet "
              + subnet.name()
              + " gives reserved addresses only, and none is reserved for it");
    }
    if (reserved.isEmpty() && !subnet.isPooled(address)) {
      return Optional.of(address + " is in no pool of subnet " + subnet.name());
    }
    return isFree(address, client)
        ? Optional.empty()
        : Optional.of(address + " is held by another client or kept out of use");
  }

  private boolean mayHave(Ipv4 address, ClientIdentity client) {
    return refusal(client, address).isEmpty();
  }

  private Optional<Ipv4> byClientId(ClientIdentity client) {
    return subnet.lease().matchClientId()
        ? client
            .clientId()
            .flatMap(holdings::of)
            .map(Lease::address)
            .filter(address -> mayHave(address, client))
        : Optional.empty();
  }

  private boolean isFree(Ipv4 address, ClientIdentity client) {
    return subnet.cidr().isUsable(address)
        && !taken.contains(address)
        && !subnet.isService(address)
        && isOurs(holdings.offeredTo(address), client)
        && holdings
            .at(address)
            .map(lease -> mayTake(lease, client))
            .orElse(!protectedAddresses.contains(address));
  }

  private static boolean isOurs(Optional<HardwareAddress> offeredTo, ClientIdentity client) {
    return offeredTo.isEmpty() || offeredTo.get().equals(client.hardware());
  }

  private boolean mayTake(Lease lease, ClientIdentity client) {
    if (lease.isHolder(client.hardware())) {
      return true;
    }
    boolean sameClientId =
        subnet.lease().matchClientId()
            && lease.clientId().isPresent()
            && lease.clientId().equals(client.clientId());
    return (sameClientId || !lease.isHeld(now)) && !protectedAddresses.contains(lease.address());
  }

  private Optional<Ipv4> search(ClientIdentity client) {
    long size = subnet.pools().stream().mapToLong(pool -> pool.range().size()).sum();
    Optional<Lease> oldest = Optional.empty();
    long start = size == 0 ? 0 : Long.remainderUnsigned(mix(client.mac().bits()), size);
    for (long i = 0; i < size; i++) {
      Ipv4 address = nth((start + i) % size);
      Optional<Lease> last = holdings.at(address);
      if (last.isPresent() && !isOlder(last.get(), oldest) || !mayHave(address, client)) {
        continue;
      }
      if (last.isEmpty()) {
        return Optional.of(address);
      }
      oldest = last;
    }
    return oldest.map(Lease::address);
  }

  private static boolean isOlder(Lease lease, Optional<Lease> oldest) {
    return oldest.isEmpty() || lease.expiresAt().isBefore(oldest.get().expiresAt());
  }

  private Ipv4 nth(long n) {
    long rest = n;
    for (Pool pool : subnet.pools()) {
      if (rest < pool.range().size()) {
        return pool.range().first().plus(rest);
      }
      rest -= pool.range().size();
    }
    throw new IllegalArgumentException("the pools hold fewer than " + n + " addresses");
  }

  // The finalizer of SplitMix64: neighbouring NICs of one rack start far apart.
  private static long mix(long bits) {
    long z = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
