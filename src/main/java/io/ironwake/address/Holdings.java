package io.ironwake.address;

import io.ironwake.net.IpRange;
import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import java.util.Optional;

/** What is held and offered in one subnet, as {@link LeasePolicy} sees it. */
@Pure
interface Holdings {
  /** The last lease of an address, expired or not. */
  Optional<Lease> at(Ipv4 address);

  /** The latest lease of a NIC, expired or not. */
  Optional<Lease> of(HardwareAddress client);

  /** The latest lease given under a client identifier, expired or not. */
  Optional<Lease> of(ClientId clientId);

  /** Who an address is on offer to; empty once the offer ran out. */
  Optional<HardwareAddress> offeredTo(Ipv4 address);

  /** What is on offer to a NIC. */
  Optional<Ipv4> offerOf(HardwareAddress client);

  /** The lowest address of the range that has neither a lease, running or ended, nor an offer. */
  Optional<Ipv4> firstUntouched(IpRange range);

  /** The leases whose addresses are not on offer, the first to end first. */
  Iterable<Lease> byEnd();
}
