package io.ironwake.address;

import io.ironwake.net.Ipv4;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** One thing the lease writer does in the database. */
sealed interface LeaseWrite {
  /** Gives or renews a lease; {@code outcome} completes once it is committed or known not to be. */
  record Grant(LeaseRequest request, CompletableFuture<LeaseOutcome> outcome)
      implements LeaseWrite {
    Key key() {
      return new Key(request.subnet().id(), request.address());
    }
  }

  /**
   * Ends a lease early at its holder's wish.
   *
   * @param startsAt when the lease to end began, in the database's time; one that began later stays
   */
  record Release(UUID subnet, Ipv4 address, HardwareAddress client, Instant startsAt)
      implements LeaseWrite {
    /** Of a lease that has a holder. */
    static Release of(Lease lease) {
      return new Release(
          lease.subnet(), lease.address(), lease.holder().orElseThrow(), lease.startsAt());
    }
  }

  /** Puts an address its holder found in use into quarantine. */
  record Decline(UUID subnet, Ipv4 address, HardwareAddress client) implements LeaseWrite {}

  /** Keeps an address that a probe found in use from everybody; leaves a living lease alone. */
  record Quarantine(UUID subnet, Ipv4 address) implements LeaseWrite {}

  /**
   * A lease row's primary key, ordered as the database orders it, so that concurrent groups lock in
   * one order.
   */
  record Key(UUID subnet, Ipv4 address) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int bySubnet =
          Long.compareUnsigned(
              subnet.getMostSignificantBits(), other.subnet.getMostSignificantBits());
      if (bySubnet == 0) {
        bySubnet =
            Long.compareUnsigned(
                subnet.getLeastSignificantBits(), other.subnet.getLeastSignificantBits());
      }
      return bySubnet == 0 ? address.compareTo(other.address) : bySubnet;
    }
  }
}
