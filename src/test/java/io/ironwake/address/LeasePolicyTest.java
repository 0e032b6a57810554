package io.ironwake.address;

import static io.ironwake.address.Fixtures.NOW;
import static io.ironwake.address.Fixtures.client;
import static io.ironwake.address.Fixtures.declined;
import static io.ironwake.address.Fixtures.gateway;
import static io.ironwake.address.Fixtures.ip;
import static io.ironwake.address.Fixtures.lease;
import static io.ironwake.address.Fixtures.matchingClientId;
import static io.ironwake.address.Fixtures.reservation;
import static io.ironwake.address.Fixtures.subnet;
import static io.ironwake.address.Fixtures.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.net.Ipv4;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeasePolicyTest {
  private static final Instant LATER = NOW.plusSeconds(600);
  private static final Instant EARLIER = NOW.minusSeconds(600);
  private static final Subnet SUBNET = subnet("10.0.0.0/24", "10.0.0.10-10.0.0.13");

  private final LeaseTable table = new LeaseTable();
  private Set<Ipv4> taken = Set.of();
  private Set<Ipv4> kept = Set.of();

  @Test
  void aReservationWinsOverALeaseAndAWish() {
    table.put(lease("10.0.0.10", client(1), LATER));

    assertThat(offer(SUBNET, client(1), "10.0.0.11", reservation(1, "10.0.0.99")))
        .contains(ip("10.0.0.99"));
  }

  @Test
  void aReservedAddressThatAnotherStillHoldsIsNotOffered() {
    table.put(lease("10.0.0.10", client(2), LATER));

    assertThat(offer(SUBNET, client(1), "10.0.0.11", reservation(1, "10.0.0.10"))).isEmpty();
  }

  @Test
  void aReservationIsForItsNicAlone() {
    for (int n = 2; n < 60; n++) {
      assertThat(offer(SUBNET, client(n), "10.0.0.10", reservation(1, "10.0.0.10")))
          .isNotEqualTo(Optional.of(ip("10.0.0.10")));
    }
  }

  @Test
  void theNicsLastLeaseComesBackEvenWhenItRanOut() {
    table.put(lease("10.0.0.12", client(1), EARLIER));

    assertThat(offer(SUBNET, client(1), "10.0.0.11")).contains(ip("10.0.0.12"));
  }

  @Test
  void aLeaseOutsideThePoolsIsNotRenewed() {
    table.put(lease("10.0.0.200", client(1), LATER));

    assertThat(offer(SUBNET, client(1), "10.0.0.11")).contains(ip("10.0.0.11"));
  }

  @Test
  void theClientIdentifierCountsOnlyWhereTheSubnetSaysSo() {
    table.put(lease("10.0.0.12", client(1, "ff01"), LATER));

    assertThat(offer(SUBNET, client(2, "ff01"), "10.0.0.11")).contains(ip("10.0.0.11"));
    assertThat(offer(matchingClientId(SUBNET), client(3, "ff01"), "10.0.0.13"))
        .contains(ip("10.0.0.12"));
  }

  @Test
  void aWishIsGrantedOnlyFromAPoolAndWhenFree() {
    table.put(lease("10.0.0.12", client(9), LATER));

    assertThat(offer(SUBNET, client(1), "10.0.0.11")).contains(ip("10.0.0.11"));
    assertThat(offer(SUBNET, client(2), "10.0.0.12").orElseThrow()).isNotEqualTo(ip("10.0.0.12"));
    assertThat(offer(SUBNET, client(3), "10.0.0.77").orElseThrow()).matches(SUBNET::isPooled);
  }

  @Test
  void theSameNicStartsAtTheSameAddressAndNeighboursSpread() {
    Subnet wide = subnet("10.0.0.0/16", "10.0.0.10-10.0.255.200");
    Set<Ipv4> first = new HashSet<>();
    for (int n = 1; n <= 40; n++) {
      Optional<Ipv4> address =
          new LeaseTable().offer(h -> policy(wide, h), client(n), Optional.empty(), NOW, LATER);
      assertThat(
              new LeaseTable().offer(h -> policy(wide, h), client(n), Optional.empty(), NOW, LATER))
          .isEqualTo(address);
      first.add(address.orElseThrow());
    }
    assertThat(first).hasSizeGreaterThan(37);
  }

  @Test
  void offersAreKeptForTheirClientUntilTheyRunOut() {
    Subnet one = subnet("10.0.0.0/24", "10.0.0.10-10.0.0.10");

    assertThat(table.offer(h -> policy(one, h), client(1), Optional.empty(), NOW, LATER))
        .contains(ip("10.0.0.10"));
    assertThat(table.offer(h -> policy(one, h), client(2), Optional.empty(), NOW, LATER)).isEmpty();
    assertThat(
            table.offer(
                h -> policy(one, h), client(2), Optional.empty(), LATER, LATER.plusSeconds(9)))
        .contains(ip("10.0.0.10"));
  }

  @Test
  void anOfferOutlivesTheReleaseOfAnEarlierLease() {
    Subnet one = subnet("10.0.0.0/24", "10.0.0.10-10.0.0.10");
    Lease earlier = lease("10.0.0.10", client(1), LATER);
    table.put(earlier);
    assertThat(offer(one, client(1), "0.0.0.0")).contains(ip("10.0.0.10"));

    table.put(
        new Lease(
            earlier.subnet(),
            earlier.address(),
            earlier.holder(),
            Optional.empty(),
            Optional.empty(),
            Lease.State.RELEASED,
            earlier.startsAt(),
            NOW));

    assertThat(offer(one, client(2), "0.0.0.0")).isEmpty();
  }

  @Test
  void aRepeatedDiscoverGetsTheSameOffer() {
    Optional<Ipv4> first = offer(SUBNET, client(1), "10.0.0.12");

    assertThat(offer(SUBNET, client(1), "10.0.0.11")).isEqualTo(first);
  }

  @Test
  void anAddressNobodyHadIsPreferredThenTheOneThatRanOutFirst() {
    table.put(lease("10.0.0.10", client(7), EARLIER));
    table.put(lease("10.0.0.11", client(8), EARLIER.minusSeconds(1)));
    table.put(lease("10.0.0.12", client(9), LATER));

    assertThat(offer(SUBNET, client(1), "0.0.0.0")).contains(ip("10.0.0.13"));
    assertThat(offer(SUBNET, client(2), "0.0.0.0")).contains(ip("10.0.0.11"));
    assertThat(offer(SUBNET, client(3), "0.0.0.0")).contains(ip("10.0.0.10"));
    assertThat(offer(SUBNET, client(4), "0.0.0.0")).isEmpty();
  }

  @Test
  void quarantineHoldsUntilItEnds() {
    Subnet one = subnet("10.0.0.0/24", "10.0.0.10-10.0.0.10");
    table.put(declined("10.0.0.10", LATER));

    assertThat(offer(one, client(1), "10.0.0.10")).isEmpty();
    assertThat(
            table.offer(
                h -> at(one, h, LATER), client(1), Optional.empty(), LATER, LATER.plusSeconds(9)))
        .contains(ip("10.0.0.10"));
  }

  @Test
  void anInstallingMachinesAddressGoesToItsOwnNicOnly() {
    Subnet one = subnet("10.0.0.0/24", "10.0.0.10-10.0.0.10");
    table.put(lease("10.0.0.10", client(1), EARLIER));
    kept = Set.of(ip("10.0.0.10"));

    assertThat(offer(one, client(2), "10.0.0.10")).isEmpty();
    assertThat(offer(one, client(1), "10.0.0.10")).contains(ip("10.0.0.10"));
  }

  @Test
  void anInstallingMachineKeepsItsAddressWhateverIsReservedMeanwhile() {
    table.put(lease("10.0.0.10", client(1), LATER));
    Reservation forAnother = reservation(2, "10.0.0.10");
    Reservation elsewhere = reservation(1, "10.0.0.99");
    assertThat(refusal(client(1), "10.0.0.10", forAnother)).isPresent();
    assertThat(refusal(client(1), "10.0.0.10", elsewhere)).isPresent();

    kept = Set.of(ip("10.0.0.10"));

    assertThat(refusal(client(1), "10.0.0.10", forAnother)).isEmpty();
    assertThat(refusal(client(1), "10.0.0.10", elsewhere)).isEmpty();
    assertThat(offer(SUBNET, client(1), "10.0.0.11", elsewhere)).contains(ip("10.0.0.10"));
    assertThat(offer(SUBNET, client(2), "10.0.0.11", forAnother)).isEmpty();
  }

  @Test
  void anInstallThatLostItsLeaseHasNoClaimAgainstAReservation() {
    table.put(lease("10.0.0.10", client(1), EARLIER));
    kept = Set.of(ip("10.0.0.10"));

    assertThat(refusal(client(1), "10.0.0.10", reservation(2, "10.0.0.10"))).isPresent();
  }

  @Test
  void networkBroadcastGatewayAndOwnAddressesAreNeverGiven() {
    Subnet whole = with(subnet("10.0.0.0/29", "10.0.0.0-10.0.0.7"), gateway("10.0.0.1"));
    taken = Set.of(ip("10.0.0.2"));

    Set<Ipv4> given = new HashSet<>();
    for (int n = 0; n < 8; n++) {
      offer(whole, client(n), "10.0.0.2").ifPresent(given::add);
    }

    assertThat(given)
        .containsExactlyInAnyOrder(ip("10.0.0.3"), ip("10.0.0.4"), ip("10.0.0.5"), ip("10.0.0.6"));
  }

  @Test
  void reservationsOnlyMeansNothingForAnybodyElse() {
    Subnet reserved = with(SUBNET, Subnet.Mode.RESERVATIONS_ONLY);
    Reservation one = reservation(1, "10.0.0.50");

    assertThat(offer(reserved, client(1), "10.0.0.10", one)).contains(ip("10.0.0.50"));
    assertThat(offer(reserved, client(2), "10.0.0.10", one)).isEmpty();
    assertThat(table.claim(h -> policy(reserved, h, one), client(2), ip("10.0.0.10"), NOW, LATER))
        .hasValueSatisfying(why -> assertThat(why).contains("gives reserved addresses only"));
  }

  @Test
  void aRequestForWhatAnotherHoldsIsRefusedWithTheReason() {
    table.put(lease("10.0.0.10", client(2), LATER));

    assertThat(refusal(client(1), "10.0.0.10"))
        .hasValueSatisfying(why -> assertThat(why).contains("held by another client"));
    assertThat(refusal(client(1), "10.0.0.99"))
        .hasValueSatisfying(why -> assertThat(why).contains("in no pool of subnet rack1"));
    assertThat(refusal(client(1), "10.0.0.11", reservation(1, "10.0.0.50")))
        .hasValueSatisfying(
            why -> assertThat(why).contains("10.0.0.50 is reserved for this client"));
    assertThat(refusal(client(2), "10.0.0.10")).isEmpty();
  }

  private Optional<Ipv4> offer(
      Subnet subnet, ClientIdentity client, String requested, Reservation... reservations) {
    return table.offer(
        h -> policy(subnet, h, reservations), client, Optional.of(ip(requested)), NOW, LATER);
  }

  private Optional<String> refusal(
      ClientIdentity client, String address, Reservation... reservations) {
    return table.claim(h -> policy(SUBNET, h, reservations), client, ip(address), NOW, LATER);
  }

  private LeasePolicy policy(Subnet subnet, Holdings holdings, Reservation... reservations) {
    return new LeasePolicy(
        subnet, new Reservations(List.of(reservations)), holdings, taken, kept, NOW);
  }

  private LeasePolicy at(Subnet subnet, Holdings holdings, Instant now) {
    return new LeasePolicy(subnet, Reservations.NONE, holdings, taken, kept, now);
  }
}
