package io.ironwake.address;

import static io.ironwake.address.AddressDatabase.view;
import static io.ironwake.address.Fixtures.ip;
import static io.ironwake.address.Fixtures.mac;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.net.IpRange;
import io.ironwake.problem.Problem;
import io.ironwake.problem.Problem.Kind;
import io.ironwake.store.Binary;
import io.ironwake.store.MariaDbTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class SubnetsTest {
  @Inject Subnets subnets;
  @Inject AddressPlans.SubnetListener subnetListener;
  @Inject AddressPlans.ReservationListener reservationListener;
  @Inject GlobalOptions globalOptions;
  @Inject AddressDatabase database;

  @BeforeEach
  void clear() {
    database.clear();
  }

  @Test
  void aDeclaredSubnetIsInThePlanAndComesBackFromTheDatabase() {
    Subnet made =
        database.declare("rack1", "10.9.0.0/24", "10.9.0.10-10.9.0.20", "10.9.0.40-10.9.0.50");

    assertThat(subnets.current().byName("rack1")).contains(made);
    subnetListener.reload();
    assertThat(subnets.current().byAddress(ip("10.9.0.7"))).contains(made);
  }

  @Test
  void otherKeysAndOptionsOfEveryLevelComeBackFromTheDatabase() {
    Pool pool =
        new Pool(IpRange.parse("10.9.0.10-10.9.0.20"), Fixtures.options(Map.of(42, "10.9.0.4")));
    Subnet made =
        subnets.create(
            SubnetView.of(Fixtures.with(Fixtures.subnet("10.9.0.0/24"), List.of(pool))), "test");
    Reservation byPort =
        subnets.reserve(
            "rack1",
            ReservationView.of(
                new Reservation(
                    Fixtures.SUBNET_ID,
                    1,
                    made.id(),
                    ReservationKey.parse(ReservationKey.Kind.CIRCUIT_ID, "eth0/7"),
                    ip("10.9.0.200"),
                    Optional.of("node7"),
                    Fixtures.options(Map.of(26, "1400")))),
            "bob");
    globalOptions.replace(Fixtures.options(Map.of(100, "UTC")), "bob");

    subnetListener.reload();
    reservationListener.reload();
    globalOptions.reload();
    assertThat(subnets.current().byName("rack1").orElseThrow().pools()).containsExactly(pool);
    assertThat(subnets.current().reservations(made.id()).all()).containsExactly(byPort);
    assertThat(globalOptions.current()).isEqualTo(Fixtures.options(Map.of(100, "UTC")));

    globalOptions.replace(DeclaredOptions.NONE, "bob");
    globalOptions.reload();
    assertThat(globalOptions.current()).isEqualTo(DeclaredOptions.NONE);
  }

  @Test
  void everyChangeIsAudited() {
    Subnet made = database.declare("rack1", "10.9.0.0/24");
    subnets.change(
        "rack1", Optional.of(1L), view("rack1", "10.9.0.0/24", "10.9.0.10-10.9.0.20"), "bob");
    subnets.delete("rack1", "bob");

    assertThat(
            database.count(
                "SELECT COUNT(*) FROM audit WHERE subject = ?1 AND kind = 'subnet'",
                Binary.of(made.id())))
        .isEqualTo(3);
    assertThat(subnets.current().subnets()).isEmpty();
  }

  @Test
  void aChangeWithoutADifferenceWritesNothing() {
    Subnet made = database.declare("rack1", "10.9.0.0/24", "10.9.0.10-10.9.0.20");

    Subnet same =
        subnets.change(
            "rack1", Optional.empty(), view("rack1", "10.9.0.0/24", "10.9.0.10-10.9.0.20"), "bob");

    assertThat(same).isEqualTo(made);
  }

  @Test
  void aChangeAgainstAnOldVersionIsStale() {
    database.declare("rack1", "10.9.0.0/24");

    assertRefused(
        Kind.STALE,
        "was changed meanwhile",
        () -> subnets.change("rack1", Optional.of(7L), view("rack1", "10.9.0.0/25"), "bob"));
  }

  @Test
  void whatCollidesIsRefused() {
    database.declare("rack1", "10.9.0.0/24");

    assertRefused(
        Kind.CONFLICT,
        "a subnet named 'rack1' exists",
        () -> database.declare("rack1", "10.8.0.0/24"));
    assertRefused(
        Kind.INVALID, "overlaps subnet rack1", () -> database.declare("rack2", "10.9.0.128/25"));
    assertRefused(Kind.NOT_FOUND, "no subnet named 'rack9'", () -> subnets.delete("rack9", "bob"));
  }

  @Test
  void aReservationIsInThePlanUntilItEnds() {
    Subnet made = database.declare("rack1", "10.9.0.0/24");

    Reservation kept = subnets.reserve("rack1", reservation(1, "10.9.0.77"), "bob");
    assertThat(subnets.current().reservations(made.id()).of(ReservationKey.of(mac(1))))
        .contains(kept);
    reservationListener.reload();
    assertThat(subnets.current().reservations(made.id()).at(ip("10.9.0.77"))).contains(kept);

    Reservation moved = subnets.reserve("rack1", reservation(1, "10.9.0.78"), "bob");
    assertThat(moved.id()).isEqualTo(kept.id());
    assertThat(subnets.current().reservations(made.id()).all()).containsExactly(moved);
    assertThat(subnets.reserve("rack1", reservation(1, "10.9.0.78"), "bob")).isEqualTo(moved);

    subnets.unreserve("rack1", ReservationKey.of(mac(1)), "bob");
    assertThat(subnets.current().reservations(made.id()).all()).isEmpty();
  }

  @Test
  void anAddressIsReservedOnce() {
    database.declare("rack1", "10.9.0.0/24");
    subnets.reserve("rack1", reservation(1, "10.9.0.77"), "bob");

    assertRefused(
        Kind.INVALID,
        "already reserved for",
        () -> subnets.reserve("rack1", reservation(2, "10.9.0.77"), "bob"));
  }

  @Test
  void aReservationsModeIsKept() {
    Subnet subnet = database.declare("rack1", "10.9.0.0/24");
    ReservationView plain = reservation(1, "10.9.0.77");
    ReservationView full =
        new ReservationView(
            plain.mac(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            plain.address(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("full"),
            Optional.empty());
    subnets.reserve("rack1", full, "bob");

    assertThat(subnets.current().reservations(subnet.id()).all())
        .singleElement()
        .satisfies(
            kept -> {
              assertThat(kept.servedInFull()).isTrue();
              assertThat(ReservationView.of(kept).mode()).contains("full");
            });
    subnets.reserve("rack1", plain, "bob");
    assertThat(subnets.current().reservations(subnet.id()).all())
        .singleElement()
        .matches(kept -> !kept.servedInFull());
  }

  @Test
  void aSubnetCannotShrinkAwayFromItsReservations() {
    database.declare("rack1", "10.9.0.0/24");
    subnets.reserve("rack1", reservation(1, "10.9.0.200"), "bob");

    assertRefused(
        Kind.INVALID,
        "10.9.0.200",
        () -> subnets.change("rack1", Optional.empty(), view("rack1", "10.9.0.0/25"), "bob"));
  }

  private static ReservationView reservation(int n, String address) {
    return new ReservationView(
        Optional.of(mac(n).toString()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(address),
        Optional.of("node" + n),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static void assertRefused(Kind kind, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.kind()).isEqualTo(kind));
  }
}
