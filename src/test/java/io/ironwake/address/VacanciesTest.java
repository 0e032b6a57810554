package io.ironwake.address;

import static io.ironwake.address.Fixtures.NOW;
import static io.ironwake.address.Fixtures.client;
import static io.ironwake.address.Fixtures.ip;
import static io.ironwake.address.Fixtures.lease;
import static io.ironwake.address.Fixtures.subnet;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.net.IpRange;
import io.ironwake.net.Ipv4;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VacanciesTest {
  @Test
  void theFirstClearAddressIsFoundAcrossPages() {
    AddressBits bits = new AddressBits();
    IpRange range = IpRange.parse("10.0.0.250-10.0.33.9");
    for (Ipv4 at = range.first(); at.compareTo(ip("10.0.32.1")) < 0; at = at.plus(1)) {
      bits.set(at, true);
    }

    assertThat(bits.firstClear(range)).contains(ip("10.0.32.1"));
    assertThat(bits.firstClear(IpRange.parse("10.0.1.0-10.0.31.255"))).isEmpty();

    bits.set(ip("10.0.15.255"), false);
    assertThat(bits.firstClear(range)).contains(ip("10.0.15.255"));
    bits.set(ip("10.0.15.255"), false);
    assertThat(bits.firstClear(IpRange.parse("10.0.16.0-10.0.31.255"))).isEmpty();
  }

  @Test
  void theEndOfTheAddressSpaceIsNoTrap() {
    AddressBits bits = new AddressBits();
    bits.set(ip("255.255.255.255"), true);

    assertThat(bits.firstClear(IpRange.parse("255.255.255.255-255.255.255.255"))).isEmpty();
    assertThat(bits.firstClear(IpRange.parse("255.255.255.254-255.255.255.255")))
        .contains(ip("255.255.255.254"));
  }

  /** A walk over the pool would take 20 000 times 65 000 steps, half a minute. */
  @Test
  void aFullPoolIsKnownToBeFullWithoutAWalkOverIt() {
    Subnet wide = subnet("10.0.0.0/15", "10.0.0.10-10.0.255.200");
    LeaseTable table = new LeaseTable();
    int n = 0;
    for (Ipv4 at = ip("10.0.0.10"); wide.isPooled(at); at = at.plus(1)) {
      table.put(lease(at.toString(), client(++n), NOW.plusSeconds(60)));
    }
    int full = n;

    long before = System.nanoTime();
    for (int stranger = full; stranger < full + 20_000; stranger++) {
      assertThat(offer(table, wide, stranger + 1)).isEmpty();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
  }

  private static Optional<Ipv4> offer(LeaseTable table, Subnet subnet, int client) {
    return table.offer(
        holdings -> new LeasePolicy(subnet, Reservations.NONE, holdings, Set.of(), Set.of(), NOW),
        client(client),
        Optional.empty(),
        NOW,
        NOW.plusSeconds(60));
  }

  @Test
  void manyOpenOffersOfEndedLeasesAreNotWalkedOver() {
    Subnet wide = subnet("10.0.0.0/16", "10.0.0.10-10.0.80.200");
    LeaseTable table = new LeaseTable();
    int held = 0;
    for (Ipv4 at = ip("10.0.0.10"); wide.isPooled(at); at = at.plus(1)) {
      table.put(lease(at.toString(), client(++held), NOW.minusSeconds(60)));
    }

    long before = System.nanoTime();
    for (int stranger = held; stranger < 2 * held; stranger++) {
      assertThat(offer(table, wide, stranger + 1)).isPresent();
    }
    assertThat(offer(table, wide, 3 * held)).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
  }
}
