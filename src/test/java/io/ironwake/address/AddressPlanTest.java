package io.ironwake.address;

import static io.ironwake.address.Fixtures.ip;
import static io.ironwake.address.Fixtures.on;
import static io.ironwake.address.Fixtures.reservation;
import static io.ironwake.address.Fixtures.sharing;
import static io.ironwake.address.Fixtures.subnet;
import static io.ironwake.address.Fixtures.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AddressPlanTest {
  private static final Subnet RACK1 = subnet(new UUID(1, 1), "rack1", "10.0.1.0/24");
  private static final Subnet RACK2 = subnet(new UUID(1, 2), "rack2", "10.0.2.0/24");
  private static final Subnet HIGH = subnet(new UUID(1, 3), "high", "192.168.0.0/16");
  private static final AddressPlan PLAN =
      new AddressPlan(
          List.of(HIGH, RACK2, RACK1),
          Map.of(RACK1.id(), new Reservations(List.of(reservation(1, "10.0.1.7")))));

  @Test
  void anAddressFindsTheSubnetItLiesIn() {
    assertThat(PLAN.byAddress(ip("10.0.1.255"))).contains(RACK1);
    assertThat(PLAN.byAddress(ip("10.0.2.0"))).contains(RACK2);
    assertThat(PLAN.forRelay(ip("192.168.7.1"))).contains(HIGH);
    assertThat(PLAN.byAddress(ip("10.0.3.1"))).isEmpty();
    assertThat(PLAN.byAddress(ip("10.0.0.255"))).isEmpty();
  }

  @Test
  void theSubnetThatNamesTheInterfaceWinsOverTheOneOfItsAddress() {
    AddressPlan plan = new AddressPlan(List.of(RACK1, on(RACK2, "eth1")), Map.of());

    assertThat(plan.forInterface("eth1", ip("10.0.1.1")).map(Subnet::name)).contains("rack2");
    assertThat(plan.forInterface("eth0", ip("10.0.1.1")).map(Subnet::name)).contains("rack1");
    assertThat(plan.forInterface("eth0", ip("10.0.2.1"))).isEmpty();
  }

  @Test
  void ofTwoSubnetsOnAnInterfaceTheOneOfItsAddressWins() {
    AddressPlan plan = new AddressPlan(List.of(on(RACK1, "eth1"), on(RACK2, "eth1")), Map.of());

    assertThat(plan.forInterface("eth1", ip("10.0.2.1")).map(Subnet::name)).contains("rack2");
  }

  @Test
  void reservationsAreFoundByNicAndAddress() {
    assertThat(PLAN.reservations(RACK1.id()).of(Fixtures.client(1)).map(Reservation::address))
        .contains(ip("10.0.1.7"));
    assertThat(PLAN.reservations(RACK1.id()).at(ip("10.0.1.7"))).isPresent();
    assertThat(PLAN.reservations(RACK2.id()).all()).isEmpty();
  }

  @Test
  void aLinkIsASharedNetworkOrTheSubnetsThatNameOneInterface() {
    Subnet first = sharing(RACK1, "floor");
    Subnet second = sharing(RACK2, "floor");
    AddressPlan shared = new AddressPlan(List.of(HIGH, first, second), Map.of());

    assertThat(shared.link(second)).containsExactly(second, first);
    assertThat(shared.link(HIGH)).containsExactly(HIGH);

    Subnet one = on(RACK1, "eth1");
    Subnet other = on(RACK2, "eth1");
    AddressPlan wired = new AddressPlan(List.of(on(HIGH, "eth2"), one, other), Map.of());
    assertThat(wired.link(one)).containsExactly(one, other);
  }

  @Test
  void giversAreTheSubnetsOfALinkThatGiveAddresses() {
    Subnet off = sharing(with(RACK1, Subnet.Mode.OFF), "floor");
    Subnet reserved = sharing(with(RACK2, Subnet.Mode.RESERVATIONS_ONLY), "floor");
    Subnet proxy = on(with(HIGH, Subnet.Mode.PROXY), "eth1");
    AddressPlan plan = new AddressPlan(List.of(off, reserved, proxy), Map.of());

    assertThat(plan.givers(off, any -> false)).containsExactly(reserved);
    assertThat(plan.givers(proxy, any -> false)).isEmpty();
  }

  @Test
  void aProxyThatServesAClientInFullIsNotPassedOverForANeighbourThatGivesAddresses() {
    Subnet giver = on(RACK1, "eth1");
    Subnet proxy = on(with(RACK2, Subnet.Mode.PROXY), "eth1");
    AddressPlan plan = new AddressPlan(List.of(giver, proxy), Map.of());

    assertThat(plan.givers(giver, proxy::equals)).containsExactly(proxy, giver);
    assertThat(plan.givers(proxy, proxy::equals)).containsExactly(proxy);
    assertThat(plan.givers(giver, any -> true)).containsExactly(proxy, giver);
    assertThat(plan.givers(giver, any -> false)).containsExactly(giver);
  }

  @Test
  void ofTwoSubnetsOnAnInterfaceTheOneSwitchedOffComesLast() {
    Subnet off = on(with(RACK1, Subnet.Mode.OFF), "eth1");
    AddressPlan plan = new AddressPlan(List.of(off, on(RACK2, "eth1")), Map.of());

    assertThat(plan.forInterface("eth1", ip("10.0.1.1")).map(Subnet::name)).contains("rack2");
  }
}
