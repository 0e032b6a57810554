package io.ironwake.address;

import static io.ironwake.address.Fixtures.NOW;
import static io.ironwake.address.Fixtures.client;
import static io.ironwake.address.Fixtures.ip;
import static io.ironwake.address.Fixtures.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.address.PoolUse.Level;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoolUseTest {
  @ParameterizedTest
  @CsvSource({
    "OK, 10, 8, OK",
    "OK, 10, 9, LOW",
    "OK, 10, 10, DRY",
    "LOW, 10, 10, DRY",
    "LOW, 100, 86, LOW",
    "LOW, 100, 84, OK",
    "DRY, 100, 99, LOW",
    "DRY, 100, 10, OK",
    "OK, 0, 0, OK",
    "OK, 2, 1, LOW",
    "OK, 1, 1, DRY"
  })
  void aLevelIsLeftOnlyWhenUseFallsClearlyBelowTheWarning(
      Level before, long size, long used, Level after) {
    assertThat(PoolUse.level(before, size, used, 90)).isEqualTo(after);
  }

  @Test
  void theWarningIsToldBeforeTheEndThoughBothAreFoundAtOnce() {
    assertThat(PoolUse.news(Level.OK, Level.DRY, 90)).containsExactly(Level.LOW, Level.DRY);
    assertThat(PoolUse.news(Level.OK, Level.DRY, 100)).containsExactly(Level.DRY);
    assertThat(PoolUse.news(Level.LOW, Level.DRY, 90)).containsExactly(Level.DRY);
    assertThat(PoolUse.news(Level.DRY, Level.OK, 90)).containsExactly(Level.OK);
    assertThat(PoolUse.news(Level.LOW, Level.LOW, 90)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "OK, 100, 0, 90",
    "OK, 100, 89, 2",
    "OK, 10, 8, 1",
    "OK, 1000, 899, 16",
    "OK, 1, 0, 1",
    "LOW, 100, 90, 10",
    "LOW, 100, 99, 1"
  })
  void poolsAreMeasuredWhenTheNextLevelMayBeReached(Level level, long size, long used, long room) {
    assertThat(PoolUse.room(level, size, used, 90)).isEqualTo(room);
  }

  /** Whatever comes in between, the look that the counter asks for finds the pool low, not dry. */
  @ParameterizedTest
  @ValueSource(longs = {2, 3, 9, 10, 63, 64, 100, 254, 1000, 65_000})
  void aPoolThatFillsAtOnceIsFoundLowBeforeItIsDry(long size) {
    long used = 0;
    Level level = Level.OK;
    while (level == Level.OK) {
      used += PoolUse.room(level, size, used, 90);
      level = PoolUse.level(level, size, used, 90);
    }
    assertThat(level).isEqualTo(Level.LOW);
    used += PoolUse.room(level, size, used, 90);
    assertThat(PoolUse.level(level, size, used, 90)).isEqualTo(Level.DRY);
  }

  @Test
  void onlyAddressesThatComeIntoUseAreCounted() {
    Subnet subnet = Fixtures.subnet("10.0.0.0/24", "10.0.0.10-10.0.0.19");
    AtomicInteger told = new AtomicInteger();
    LeaseTable table = new LeaseTable(told::incrementAndGet);
    table.notice(2);
    offer(table, subnet, 1);
    offer(table, subnet, 1);
    table.put(lease("10.0.0.15", client(5), NOW.plusSeconds(60)));
    offer(table, subnet, 5);
    assertThat(told).as("one address, asked for twice, and a lease that runs").hasValue(0);

    offer(table, subnet, 2);
    offer(table, subnet, 3);
    assertThat(told).as("once").hasValue(1);
    table.notice(1);
    offer(table, subnet, 4);
    assertThat(told).hasValue(2);
  }

  private static void offer(LeaseTable table, Subnet subnet, int n) {
    assertThat(
            table.offer(
                h -> new LeasePolicy(subnet, Reservations.NONE, h, Set.of(), Set.of(), NOW),
                client(n),
                Optional.empty(),
                NOW,
                NOW.plusSeconds(60)))
        .isPresent();
  }

  @Test
  void leasesThatRunAndOpenOffersAreInUse() {
    Subnet subnet = Fixtures.subnet("10.0.0.0/24", "10.0.0.10-10.0.0.19");
    LeaseTable table = new LeaseTable();
    table.put(lease("10.0.0.10", client(1), NOW.plusSeconds(60)));
    table.put(lease("10.0.0.11", client(2), NOW.minusSeconds(60)));
    table.put(lease("10.0.0.99", client(3), NOW.plusSeconds(60)));
    for (int n : new int[] {1, 4}) {
      table.offer(
          h -> new LeasePolicy(subnet, Reservations.NONE, h, Set.of(), Set.of(), NOW),
          client(n),
          Optional.of(ip("10.0.0.12")),
          NOW,
          NOW.plusSeconds(60));
    }

    assertThat(table.inUse(subnet::isPooled, NOW)).isEqualTo(2);
    assertThat(table.inUse(subnet::isPooled, NOW.plusSeconds(60))).isZero();
  }

  @Test
  void everyLevelNamesWhatToDo() {
    assertThat(PoolWatch.sentence("rack1", Level.LOW, 9, 10))
        .isEqualTo(
            "subnet rack1 is running out of addresses: 9 of 10 are in use; enlarge a pool or"
                + " shorten valid-lifetime");
    assertThat(PoolWatch.sentence("rack1", Level.DRY, 10, 10)).contains("no free address left");
    assertThat(PoolWatch.sentence("rack1", Level.OK, 1, 10)).contains("again: 1 of 10");
  }
}
