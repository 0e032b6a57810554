package io.ironwake.address;

import io.ironwake.net.IpRange;
import io.ironwake.net.Ipv4;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Where a subnet's free addresses are, so that a search costs the same in a full pool as in an
 * empty one. Not thread-safe.
 */
final class Vacancies {
  private final AddressBits touched = new AddressBits();
  private final NavigableSet<Lease> byEnd = new TreeSet<>(Vacancies::compareEnds);

  /**
   * Takes in that something changed about an address.
   *
   * @param before its last lease before the change
   * @param after its last lease now
   * @param isOffered whether it is on offer now
   */
  void change(Ipv4 address, Optional<Lease> before, Optional<Lease> after, boolean isOffered) {
    before.ifPresent(byEnd::remove);
    after.filter(lease -> !isOffered).ifPresent(byEnd::add);
    touched.set(address, isOffered || after.isPresent());
  }

  /** The lowest address of the range with neither a lease, running or ended, nor an offer. */
  Optional<Ipv4> firstUntouched(IpRange range) {
    return touched.firstClear(range);
  }

  /** The leases whose addresses are not on offer, the first to end first. */
  Iterable<Lease> byEnd() {
    return byEnd;
  }

  // By hand: some hundred comparisons are made for each lease given.
  private static int compareEnds(Lease one, Lease other) {
    int ends = one.expiresAt().compareTo(other.expiresAt());
    return ends == 0 ? one.address().compareTo(other.address()) : ends;
  }
}
