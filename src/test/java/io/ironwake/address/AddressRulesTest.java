package io.ironwake.address;

import static io.ironwake.address.Fixtures.gateway;
import static io.ironwake.address.Fixtures.on;
import static io.ironwake.address.Fixtures.options;
import static io.ironwake.address.Fixtures.reservation;
import static io.ironwake.address.Fixtures.sharing;
import static io.ironwake.address.Fixtures.subnet;
import static io.ironwake.address.Fixtures.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.net.LocalBoot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
  private static final Subnet RACK1 = subnet("10.0.0.0/24", "10.0.0.10-10.0.0.99");

  @Test
  void aGoodSubnetIsLeftAlone() {
    assertThat(AddressRules.check(RACK1, List.of(RACK1), List.of(reservation(1, "10.0.0.200"))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10.0.0.0/24 | 10.0.1.10-10.0.1.20  | the pool 10.0.1.10-10.0.1.20 is outside its subnet rack1 (10.0.0.0/24)
          10.0.0.0/24 | 10.0.0.200-10.0.1.20 | the pool 10.0.0.200-10.0.1.20 is outside its subnet rack1
          """)
  void aPoolOutsideItsSubnetIsRefused(String cidr, String pool, String message) {
    assertThat(AddressRules.check(subnet(cidr, pool), List.of(), List.of()))
        .singleElement()
        .asString()
        .startsWith(message);
  }

  @Test
  void overlappingPoolsAreRefused() {
    assertThat(
            AddressRules.check(
                subnet("10.0.0.0/24", "10.0.0.10-10.0.0.20", "10.0.0.20-10.0.0.30"),
                List.of(),
                List.of()))
        .containsExactly(
            "the pools 10.0.0.10-10.0.0.20 and 10.0.0.20-10.0.0.30 of subnet rack1 overlap; join"
                + " them into one");
  }

  @Test
  void overlappingSubnetsAreRefused() {
    Subnet wider = subnet(new UUID(1, 2), "site", "10.0.0.0/16");

    assertThat(AddressRules.check(wider, List.of(RACK1), List.of()))
        .containsExactly(
            "subnet site (10.0.0.0/16) overlaps subnet rack1 (10.0.0.0/24); make one of them"
                + " smaller");
  }

  @Test
  void poolsInProxyModeAreRefused() {
    assertThat(AddressRules.check(with(RACK1, Subnet.Mode.PROXY), List.of(), List.of()))
        .singleElement()
        .asString()
        .contains("remove its pools or say mode: full");
  }

  @Test
  void poolsInReservationsOnlyModeAreRefusedAndAreKeptWhileOff() {
    assertThat(AddressRules.check(with(RACK1, Subnet.Mode.RESERVATIONS_ONLY), List.of(), List.of()))
        .containsExactly(
            "subnet rack1 gives reserved addresses only; remove its pools or say mode: full");
    assertThat(AddressRules.check(with(RACK1, Subnet.Mode.OFF), List.of(), List.of())).isEmpty();
  }

  @Test
  void aSharedNetworkIsOneLinkWithOneGiverOfAddresses() {
    Subnet here = on(sharing(RACK1, "floor"), "eth1");
    Subnet there = on(sharing(subnet(new UUID(9, 1), "lab", "10.9.0.0/24"), "floor"), "eth2");
    Subnet proxy = sharing(with(there, Subnet.Mode.PROXY), "floor");

    assertThat(AddressRules.check(here, List.of(there), List.of()))
        .singleElement()
        .asString()
        .contains("name the interfaces eth1 and eth2; a link has one");
    assertThat(AddressRules.check(sharing(RACK1, "floor"), List.of(proxy), List.of()))
        .singleElement()
        .asString()
        .contains("share the network floor, and only one of them is in mode proxy");
    assertThat(AddressRules.check(sharing(RACK1, "other"), List.of(proxy), List.of())).isEmpty();
  }

  @Test
  void anInterfaceIsOneLinkWithOneGiverOfAddresses() {
    Subnet giver = on(RACK1, "eth1");
    Subnet lab = on(subnet(new UUID(9, 1), "lab", "10.9.0.0/24"), "eth1");
    Subnet proxy = with(lab, Subnet.Mode.PROXY);

    assertThat(AddressRules.check(giver, List.of(proxy), List.of()))
        .containsExactly(
            "subnets rack1 and lab name the interface eth1, and only one of them is in mode proxy;"
                + " on one link either Ironwake gives the addresses or another server does: give"
                + " both the same mode (to change both, switch one off first), and reserve with"
                + " mode: full what a proxy is to give");
    assertThat(AddressRules.check(proxy, List.of(giver), List.of())).hasSize(1);
    assertThat(AddressRules.check(giver, List.of(lab), List.of())).isEmpty();
    assertThat(AddressRules.check(giver, List.of(with(lab, Subnet.Mode.OFF)), List.of())).isEmpty();
    assertThat(AddressRules.check(giver, List.of(on(proxy, "eth2")), List.of())).isEmpty();
  }

  @Test
  void aGatewayOutsideIsRefused() {
    assertThat(AddressRules.check(with(RACK1, gateway("10.0.1.1")), List.of(), List.of()))
        .singleElement()
        .asString()
        .contains("the gateway 10.0.1.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.1.5", "10.0.0.0", "10.0.0.255"})
  void aReservationMustBeAHostAddressOfItsSubnet(String address) {
    assertThat(AddressRules.check(reservation(1, address), RACK1, List.of()))
        .singleElement()
        .asString()
        .contains(address)
        .contains("10.0.0.0/24");
  }

  @Test
  void aReservationOfTheGatewayIsRefused() {
    assertThat(
            AddressRules.check(
                reservation(1, "10.0.0.1"), with(RACK1, gateway("10.0.0.1")), List.of()))
        .singleElement()
        .asString()
        .contains("gateway");
  }

  @Test
  void oneAddressOrNicHasOneReservation() {
    Reservation first = reservation(1, "10.0.0.50");

    assertThat(AddressRules.check(reservation(2, "10.0.0.50"), RACK1, List.of(first)))
        .singleElement()
        .asString()
        .contains("already reserved for " + first.key());
    Reservation twin =
        new Reservation(
            new UUID(9, 9),
            1,
            first.subnet(),
            first.key(),
            Fixtures.ip("10.0.0.51"),
            Optional.empty(),
            DeclaredOptions.NONE);
    assertThat(AddressRules.check(twin, RACK1, List.of(first)))
        .singleElement()
        .asString()
        .contains("already has the reservation 10.0.0.50");
  }

  @ParameterizedTest
  @ValueSource(strings = {"01:00:5e:00:00:01", "ff:ff:ff:ff:ff:ff", "00:00:00:00:00:00"})
  void aGroupOrZeroMacIsNoNic(String mac) {
    ReservationView view =
        new ReservationView(
            Optional.of(mac),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("10.0.0.9"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThatThrownBy(() -> view.toReservation(new UUID(0, 1), 1, new UUID(0, 2)))
        .hasMessageContaining("names no single NIC");
  }

  @Test
  void optionsIronwakeSetsItselfAreRefusedWithWhatToUseInstead() {
    assertThatThrownBy(() -> options(Map.of(67, "x")))
        .hasMessageContaining("DHCP option 67 is set by Ironwake itself; use a machine's profile");
    assertThatThrownBy(() -> options(Map.of(51, "60"))).hasMessageContaining("use valid-lifetime");
    assertThatThrownBy(() -> options(Map.of(82, "0x01"))).hasMessageContaining("leave it out");
    assertThatThrownBy(() -> options(Map.of(255, "0x01"))).hasMessageContaining("1 to 254");
  }

  @Test
  void anOptionsValueMustFitItsType() {
    assertThatThrownBy(() -> options(Map.of(42, "noon")))
        .hasMessageContaining("option 42 takes")
        .hasMessageContaining("'noon'");
  }

  @Test
  void leaseTimesHaveBounds() {
    assertThatThrownBy(
            () ->
                new LeaseRules(Duration.ofSeconds(59), Duration.ofSeconds(60), false, false, false))
        .hasMessageContaining("valid-lifetime is 60 to");
    assertThatThrownBy(
            () -> new LeaseRules(Duration.ofHours(1), Duration.ofMillis(1500), false, false, false))
        .hasMessageContaining("offer-lifetime is 1 to 600 whole seconds");
  }

  @ParameterizedTest
  @CsvSource({"0, 60", "59, 60", "60, 60", "600, 600", "3600, 3600", "4294967295, 3600"})
  void aClientMayAskForAShorterLease(long asked, long granted) {
    assertThat(LeaseRules.DEFAULT.lifetimeFor(Optional.of(Duration.ofSeconds(asked))))
        .hasSeconds(granted);
    assertThat(LeaseRules.DEFAULT.lifetimeFor(Optional.empty())).hasHours(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://boot.example/", "ftp://10.0.0.1", "http://10.0.0.1:8069/x", "10.0.0.1"})
  void aBootUrlIsAnIpLiteralWithoutPath(String url) {
    assertThatThrownBy(
            () ->
                new BootRules(
                    BootRules.Unknown.HOLD,
                    Optional.of(url),
                    Optional.empty(),
                    LocalBoot.SCRIPT,
                    BootRules.Nonce.REQUIRED,
                    Optional.empty()))
        .hasMessageContaining("http://192.168.1.2:8069");
  }
}
