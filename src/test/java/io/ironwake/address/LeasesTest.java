package io.ironwake.address;

import static io.ironwake.address.Fixtures.client;
import static io.ironwake.address.Fixtures.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ironwake.address.LeaseOutcome.Granted;
import io.ironwake.address.LeaseOutcome.Refused;
import io.ironwake.address.LeaseOutcome.Unavailable;
import io.ironwake.dhcp.AddressDesk;
import io.ironwake.net.Ipv4;
import io.ironwake.store.Binary;
import io.ironwake.store.MariaDbTestResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class LeasesTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Inject Leases leases;
  @Inject Subnets subnets;
  @Inject GlobalOptions options;
  @Inject Reclaims reclaims;
  @Inject AddressDatabase database;
  @Inject PoolWatch watch;
  @Inject MeterRegistry meters;

  @BeforeEach
  void clear() {
    database.clear();
  }

  @Test
  void aGrantedLeaseIsInTheDatabaseAndFoundByAddressAndNic() throws Exception {
    Subnet subnet = database.declare("rack1", "10.9.0.0/24", "10.9.0.10-10.9.0.99");

    LeaseOutcome outcome = get(commit(subnet, 1, "10.9.0.10"));

    assertThat(outcome).isEqualTo(new Granted(ip("10.9.0.10"), HOUR));
    assertThat(database.held(subnet)).containsExactly(1L, 1L);
    assertThat(leases.at(ip("10.9.0.10")).flatMap(Lease::holder)).contains(client(1).hardware());
    assertThat(leases.of(subnet, client(1).hardware()).map(Lease::address))
        .contains(ip("10.9.0.10"));
  }

  @Test
  void fiveHundredClientsAtOnceGetFiveHundredDurableAddresses() throws Exception {
    Subnet subnet = database.declare("rack1", "10.9.0.0/16", "10.9.1.0-10.9.3.10");

    List<CompletableFuture<LeaseOutcome>> all =
        IntStream.range(0, 500)
            .parallel()
            .mapToObj(
                n -> {
                  Ipv4 offered =
                      leases.offer(subnet, client(n), Optional.empty(), Set.of()).orElseThrow();
                  return leases.commit(request(subnet, client(n), offered)).toCompletableFuture();
                })
            .toList();

    Set<Ipv4> given = new HashSet<>();
    for (CompletableFuture<LeaseOutcome> each : all) {
      assertThat(get(each))
          .isInstanceOfSatisfying(Granted.class, granted -> given.add(granted.address()));
    }
    assertThat(given).hasSize(500);
    assertThat(database.held(subnet)).containsExactly(500L, 500L);
  }

  @Test
  void theLeaseOfAMachineThatInstallsIsAsGoodAsAReservationInEveryMode() throws Exception {
    Subnet subnet = database.declare("rack1", "10.9.0.0/24", "10.9.0.10-10.9.0.99");
    get(commit(subnet, 1, "10.9.0.10"));
    get(commit(subnet, 2, "10.9.0.11"));
    Set<Ipv4> kept = Set.of(ip("10.9.0.10"));
    AddressDesk desk =
        AddressDesk.of(subnets, options, leases, () -> kept, mac -> DeclaredOptions.NONE);

    assertThat(desk.isReserved(subnet, client(1))).isTrue();
    assertThat(desk.hasReservation(subnet, client(1))).isFalse();
    assertThat(desk.isServedInFull(subnet, client(1))).isTrue();
    assertThat(desk.isReserved(subnet, client(2))).isFalse();
    assertThat(desk.isServedInFull(subnet, client(2))).isFalse();
    Subnet seen = subnet.as(Subnet.Mode.RESERVATIONS_ONLY);
    assertThat(get(leases.commit(renewal(seen, "10.9.0.10", kept)))).isInstanceOf(Granted.class);
    assertThat(get(leases.commit(renewal(seen, "10.9.0.10", Set.of()))))
        .isInstanceOf(Refused.class);
  }

  private static LeaseRequest renewal(Subnet subnet, String address, Set<Ipv4> kept) {
    return new LeaseRequest(subnet, client(1), ip(address), Optional.empty(), kept);
  }

  @Test
  void anAddressAnotherReplicaGaveIsRefusedAndRemembered() throws Exception {
    Subnet subnet = database.declare("rack1", "10.9.0.0/24", "10.9.0.10-10.9.0.99");
    database.foreignLease(subnet, "10.9.0.10", client(7), 600);

    assertThat(get(commit(subnet, 1, "10.9.0.10"))).isInstanceOf(Refused.class);
    assertThat(leases.at(ip("10.9.0.10")).flatMap(Lease::holder)).contains(client(7).hardware());
    assertThat(get(commit(subnet, 7, "10.9.0.10"))).isInstanceOf(Granted.class);
  }

  @Test
  void anAddressWhoseLeaseRanOutElsewhereIsTakenOver() throws Exception {
    Subnet subnet = database.declare("rack1", "10.9.0.0/24", "10.9.0.10-10.9.0.99");
    database.foreignLease(subnet, "10.9.0.10", client(7), -1);

    assertThat(get(commit(subnet, 1, "10.9.0.10"))).isInstanceOf(Granted.class);
    assertThat(get(commit(subnet, 7, "10.9.0.10"))).isInstanceOf(Refused.class);
  }

  @Test
  void aClientIdentifierTakesItsLeaseAlongToAnotherNicWhereTheSubnetMatchesIt() throws Exception {
    Subnet plain = database.declare("rack1", "10.9.0.0/24", "10.9.0.10-10.9.0.99");
    Subnet subnet = Fixtures.matchingClientId(plain);
    get(leases.commit(request(subnet, client(1, "ff0102"), ip("10.9.0.10"))));

    assertThat(leases.offer(subnet, client(2, "ff0102"), Optional.empty(), Set.of()))
        .contains(ip("10.9.0.10"));
    assertThat(get(leases.commit(request(subnet, client(2, "ff0102"), ip("10.9.0.10")))))
        .isInstanceOf(Granted.class);
    assertThat(database.held(subnet)).containsExactly(1L, 1L);
  }

  @Test
  void leasesWrittenElsewhereAreKnownAfterAReload() {
    Subnet subnet = database.declare("rack1", "10.9.0.0/24", "10.9.0.10-10.9.0.10");
    database.foreignLease(subnet, "10.9.0.10", client(7), 600);

    leases.reload();

    assertThat(leases.offer(subnet, client(1), Optional.empty(), Set.of())).isEmpty();
    assertThat(leases.offer(subnet, client(7), Optional.empty(), Set.of()))
        .contains(ip("10.9.0.10"));
  }

  @Test
  void theSweepForgetsWhatEndedADayAgoAndNothingElse() {
    Subnet subnet = database.declare("rack1", "10.9.0.0/24", "10.9.0.10-10.9.0.13");
    int day = 24 * 60 * 60;
    database.foreignLease(subnet, "10.9.0.10", client(1), -day - 60);
    database.foreignLease(subnet, "10.9.0.11", client(2), -day - 60);
    database.foreignLease(subnet, "10.9.0.12", client(3), -day + 60);
    database.foreignLease(subnet, "10.9.0.13", client(4), 600);

    leases.sweep();

    assertThat(database.state(subnet, "10.9.0.10")).isEmpty();
    assertThat(database.state(subnet, "10.9.0.11")).isEmpty();
    assertThat(database.state(subnet, "10.9.0.12")).isPresent();
    assertThat(database.state(subnet, "10.9.0.13")).isPresent();
  }

  @Test
  void aReleasedAddressIsFreeForOthersAndKeptForItsNicMeanwhile() throws Exception {
    Subnet subnet = database.declare("rack1", "10.9.0.0/24", "10.9.0.10-10.9.0.11");
    get(commit(subnet, 1, "10.9.0.10"));

    leases.release(subnet, client(2), ip("10.9.0.10"));
    leases.release(subnet, client(1), ip("10.9.0.10"));

    await().until(() -> database.state(subnet, "10.9.0.10").equals(Optional.of(1)));
    await().until(() -> leases.at(ip("10.9.0.10")).isEmpty());
    assertThat(leases.offer(subnet, client(1), Optional.empty(), Set.of()))
        .contains(ip("10.9.0.10"));
    assertThat(get(commit(subnet, 3, "10.9.0.11"))).isInstanceOf(Granted.class);
  }

  @Test
  void aDeclinedAddressGoesToNobodyNotEvenToWhoDeclinedIt() throws Exception {
    Subnet subnet = database.declare("rack1", "10.9.0.0/24", "10.9.0.10-10.9.0.10");
    get(commit(subnet, 1, "10.9.0.10"));

    leases.decline(subnet, client(1), ip("10.9.0.10"));

    assertThat(leases.offer(subnet, client(1), Optional.empty(), Set.of())).isEmpty();
    await().until(() -> database.state(subnet, "10.9.0.10").equals(Optional.of(2)));
    assertThat(get(commit(subnet, 1, "10.9.0.10"))).isInstanceOf(Refused.class);
  }

  @Test
  void anotherClientCannotDeclineIt() throws Exception {
    Subnet subnet = database.declare("rack1", "10.9.0.0/24", "10.9.0.10-10.9.0.10");
    get(commit(subnet, 1, "10.9.0.10"));

    leases.decline(subnet, client(2), ip("10.9.0.10"));

    assertThat(get(commit(subnet, 1, "10.9.0.10"))).isInstanceOf(Granted.class);
  }

  @Test
  void anAddressFoundInUseGoesToNobodyAndTheDatabaseKnowsIt() throws Exception {
    Subnet subnet = database.declare("rack1", "10.9.0.0/24", "10.9.0.10-10.9.0.10");
    assertThat(leases.offer(subnet, client(1), Optional.empty(), Set.of())).isPresent();

    leases.quarantine(subnet, ip("10.9.0.10"));

    assertThat(leases.offer(subnet, client(1), Optional.empty(), Set.of())).isEmpty();
    await().until(() -> database.state(subnet, "10.9.0.10").equals(Optional.of(2)));
    assertThat(get(commit(subnet, 1, "10.9.0.10"))).isInstanceOf(Refused.class);
  }

  @Test
  void aLivingLeaseIsNotPutIntoQuarantineInTheDatabase() throws Exception {
    Subnet subnet = database.declare("rack1", "10.9.0.0/24", "10.9.0.10-10.9.0.10");
    get(commit(subnet, 1, "10.9.0.10"));

    leases.quarantine(subnet, ip("10.9.0.10"));

    await().until(() -> leases.isFamiliar(subnet, client(1), ip("10.9.0.10")));
    assertThat(database.state(subnet, "10.9.0.10")).contains(0);
    assertThat(get(commit(subnet, 1, "10.9.0.10"))).isInstanceOf(Granted.class);
  }

  @Test
  void anOfferEndsWhenItsClientTakesAnothers() {
    Subnet subnet = database.declare("rack1", "10.9.0.0/24", "10.9.0.10-10.9.0.10");
    assertThat(leases.offer(subnet, client(1), Optional.empty(), Set.of())).isPresent();
    assertThat(leases.knows(subnet, client(1))).isTrue();

    leases.withdraw(subnet, client(1));

    assertThat(leases.knows(subnet, client(1))).isFalse();
    assertThat(leases.offer(subnet, client(2), Optional.empty(), Set.of())).isPresent();
  }

  @Test
  void anOperatorTakesAnAddressBackAndItIsAudited() throws Exception {
    Subnet subnet = database.declare("rack1", "10.9.0.0/24", "10.9.0.10-10.9.0.10");
    get(commit(subnet, 1, "10.9.0.10"));

    reclaims.reclaim(ip("10.9.0.10"), "alice");

    assertThat(database.state(subnet, "10.9.0.10")).isEmpty();
    assertThat(leases.offer(subnet, client(2), Optional.empty(), Set.of()))
        .contains(ip("10.9.0.10"));
    assertThat(
            database.count(
                "SELECT COUNT(*) FROM audit WHERE subject = ?1 AND action = 'reclaim' AND actor ="
                    + " 'alice'",
                Binary.of(subnet.id())))
        .isEqualTo(1);
    assertThatThrownBy(() -> reclaims.reclaim(ip("10.9.0.10"), "alice"))
        .hasMessageContaining("no lease of 10.9.0.10");
  }

  @Test
  void aSubnetInProxyModeGivesNothing() throws Exception {
    Subnet proxy = Fixtures.with(database.declare("rack1", "10.9.0.0/24"), Subnet.Mode.PROXY);

    assertThat(leases.offer(proxy, client(1), Optional.empty(), Set.of())).isEmpty();
    assertThat(get(commit(proxy, 1, "10.9.0.10"))).isInstanceOf(Refused.class);
  }

  @Test
  void aPoolThatFillsIsToldToRunLowBeforeItIsDry() throws Exception {
    Subnet subnet = database.declare("filling", "10.9.0.0/24", "10.9.0.10-10.9.0.19");
    watch.look();
    assertThat(free("filling")).isEqualTo(10);

    for (int n = 0; n < 9; n++) {
      assertThat(get(commit(subnet, n, "10.9.0." + (10 + n)))).isInstanceOf(Granted.class);
    }
    await().untilAsserted(() -> assertThat(database.told("filling")).containsExactly("pool-low"));
    assertThat(get(commit(subnet, 9, "10.9.0.19"))).isInstanceOf(Granted.class);

    await()
        .untilAsserted(
            () -> assertThat(database.told("filling")).containsExactly("pool-low", "pool-dry"));
    await().until(() -> free("filling") == 0);
  }

  private double free(String subnet) {
    return meters.get("ironwake.pool.free").tag("subnet", subnet).gauge().value();
  }

  @Test
  void whileTheDatabaseHangsHoldersGetTheirRestAndNewClientsWait() throws Exception {
    Subnet subnet = database.declare("rack1", "10.9.0.0/24", "10.9.0.10-10.9.0.99");
    get(commit(subnet, 1, "10.9.0.10"));
    signalDatabase("STOP");
    try {
      CompletionStage<LeaseOutcome> stuck = commit(subnet, 2, "10.9.0.12");
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () ->
                  assertThat(
                          commit(subnet, 1, "10.9.0.10")
                              .toCompletableFuture()
                              .getNow(new Refused("not yet")))
                      .isInstanceOfSatisfying(
                          Granted.class,
                          rest -> assertThat(rest.lifetime()).isLessThan(HOUR).isPositive()));
      assertThat(
              commit(subnet, 3, "10.9.0.13").toCompletableFuture().getNow(new Refused("not yet")))
          .isInstanceOf(Unavailable.class);
      assertThat(stuck).isNotNull();
    } finally {
      signalDatabase("CONT");
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(get(commit(subnet, 3, "10.9.0.13")))
                    .isEqualTo(new Granted(ip("10.9.0.13"), HOUR)));
  }

  private static void signalDatabase(String signal) throws IOException, InterruptedException {
    ProcessHandle server =
        ProcessHandle.current()
            .descendants()
            .filter(
                each ->
                    each.info()
                        .command()
                        .filter(command -> command.contains("mariadbd"))
                        .isPresent())
            .findFirst()
            .orElseThrow();
    assertThat(
            new ProcessBuilder("kill", "-" + signal, Long.toString(server.pid())).start().waitFor())
        .isZero();
  }

  private CompletionStage<LeaseOutcome> commit(Subnet subnet, int client, String address) {
    return leases.commit(request(subnet, client(client), ip(address)));
  }

  private static LeaseRequest request(Subnet subnet, ClientIdentity client, Ipv4 address) {
    return new LeaseRequest(subnet, client, address, Optional.of("host"), Set.of());
  }

  private static LeaseOutcome get(CompletionStage<LeaseOutcome> stage) throws Exception {
    return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
