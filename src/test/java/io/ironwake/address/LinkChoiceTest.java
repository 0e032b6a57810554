package io.ironwake.address;

import static io.ironwake.address.Fixtures.ip;
import static io.ironwake.address.Fixtures.subnet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LinkChoiceTest {
  private static final Subnet ONE = subnet(new UUID(1, 1), "one", "10.0.1.0/24");
  private static final Subnet TWO = subnet(new UUID(1, 2), "two", "10.0.2.0/24");
  private static final Subnet THREE = subnet(new UUID(1, 3), "three", "10.0.3.0/24");

  private Set<Subnet> installs = Set.of();
  private Set<Subnet> reserves = Set.of();
  private Set<Subnet> leases = Set.of();
  private Set<Subnet> hasRoom = Set.of();

  @Test
  void theFirstSubnetWithRoomServesANewClient() {
    hasRoom = Set.of(TWO, THREE);

    assertThat(choose("0.0.0.0")).contains(TWO);
  }

  @Test
  void aLeaseWinsOverRoomElsewhere() {
    hasRoom = Set.of(ONE, TWO, THREE);
    leases = Set.of(THREE);

    assertThat(choose("0.0.0.0")).contains(THREE);
  }

  @Test
  void theAddressTheClientHasWinsOverAnOldLease() {
    leases = Set.of(THREE);

    assertThat(choose("10.0.2.7")).contains(TWO);
  }

  @Test
  void aReservationWinsOverEverything() {
    reserves = Set.of(ONE);
    leases = Set.of(THREE);

    assertThat(choose("10.0.2.7")).contains(ONE);
  }

  @Test
  void aReservationMadeMeanwhileWaitsForTheEndOfAnInstall() {
    installs = Set.of(TWO);
    reserves = Set.of(ONE);
    leases = Set.of(TWO);

    assertThat(choose("10.0.2.7")).contains(TWO);
  }

  @Test
  void whereEverySubnetIsFullTheFirstOneSaysSo() {
    assertThat(choose("0.0.0.0")).contains(ONE);
  }

  @Test
  void withoutASubnetThatGivesAddressesThereIsNoChoice() {
    LinkChoice none = new LinkChoice(List.of(), any -> true, any -> true, any -> true, any -> true);

    assertThat(none.choose(Optional.empty())).isEmpty();
  }

  private Optional<Subnet> choose(String claimed) {
    LinkChoice choice =
        new LinkChoice(
            List.of(ONE, TWO, THREE),
            installs::contains,
            reserves::contains,
            leases::contains,
            hasRoom::contains);
    return choice.choose(Optional.of(ip(claimed)));
  }
}
