package io.ironwake.address;

import io.ironwake.net.IpRange;
import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which address a client gets (docs/addresses.md, RFC 2131 §4.3.1): its reservation (by MAC, client
 * identifier, uuid, circuit, remote id, in this order), its NIC's last lease, what is on offer to
 * it, its client identifier's lease where the subnet matches by it, what it asks for, else a free
 * one. The search for a free one starts at a hash of the NIC, so that the same client tends to get
 * the same address even from an empty database, and prefers addresses nobody had before over the
 * one whose lease ran out first.
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
    Optional<Ipv4> installing =
        holdings.of(client.hardware()).map(Lease::address).filter(each -> installs(client, each));
    if (installing.isPresent()) {
      return installing;
    }
    Optional<Reservation> reserved = reserved(client);
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
    if (installs(client, address)) {
      return Optional.empty();
    }
    Optional<Reservation> reserved = reserved(client);
    if (reserved.isPresent() && !reserved.get().address().equals(address)) {
      return Optional.of(reserved.get().address() + " is reserved for this client");
    }
    if (reserved.isEmpty() && reservations.at(address).isPresent()) {
      return Optional.of(address + " is reserved for another client");
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

  /** A machine keeps its address to the end of its install, whatever is declared meanwhile. */
  private boolean installs(ClientIdentity client, Ipv4 address) {
    return protectedAddresses.contains(address)
        && holdings
            .at(address)
            .filter(lease -> lease.state() == Lease.State.ACTIVE && lease.isHeld(now))
            .filter(lease -> lease.isHolder(client.hardware()))
            .isPresent();
  }

  private Optional<Reservation> reserved(ClientIdentity client) {
    return reservations.of(
        client,
        holdings
            .of(client.hardware())
            .filter(lease -> lease.state() == Lease.State.ACTIVE && lease.isHeld(now)));
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
    return ranges(mix(client.mac().bits())).stream()
        .flatMap(range -> untouched(range, client).stream())
        .findFirst()
        .or(() -> firstEnded(client));
  }

  /** Passes over only what is reserved or in service, not over what is leased. */
  private Optional<Ipv4> untouched(IpRange range, ClientIdentity client) {
    Ipv4 from = range.first();
    while (from.compareTo(range.last()) <= 0) {
      Optional<Ipv4> next = holdings.firstUntouched(new IpRange(from, range.last()));
      if (next.isEmpty() || mayHave(next.get(), client)) {
        return next;
      }
      if (next.get().equals(range.last())) {
        return Optional.empty();
      }
      from = next.get().plus(1);
    }
    return Optional.empty();
  }

  private Optional<Ipv4> firstEnded(ClientIdentity client) {
    for (Lease lease : holdings.byEnd()) {
      if (lease.isHeld(now)) {
        return Optional.empty();
      }
      if (mayHave(lease.address(), client)) {
        return Optional.of(lease.address());
      }
    }
    return Optional.empty();
  }

  /** The pools as ranges that begin at the client's own place and come round to it again. */
  private List<IpRange> ranges(long hash) {
    long size = subnet.pools().stream().mapToLong(pool -> pool.range().size()).sum();
    long start = size == 0 ? 0 : Long.remainderUnsigned(hash, size);
    List<IpRange> fromStart = new ArrayList<>();
    List<IpRange> beforeStart = new ArrayList<>();
    for (Pool pool : subnet.pools()) {
      IpRange range = pool.range();
      if (start <= 0) {
        fromStart.add(range);
      } else if (start >= range.size()) {
        beforeStart.add(range);
      } else {
        fromStart.add(new IpRange(range.first().plus(start), range.last()));
        beforeStart.add(new IpRange(range.first(), range.first().plus(start - 1)));
      }
      start -= range.size();
    }
    fromStart.addAll(beforeStart);
    return fromStart;
  }

  // The finalizer of SplitMix64: neighbouring NICs of one rack start far apart.
  private static long mix(long bits) {
    long z = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
