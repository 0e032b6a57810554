package io.ironwake.address;

import static io.ironwake.address.Fixtures.NOW;
import static io.ironwake.address.Fixtures.client;
import static io.ironwake.address.Fixtures.ip;
import static io.ironwake.address.Fixtures.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.address.PoolUse.Level;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    "OK, 0, 0, OK"
  })
  void aLevelIsLeftOnlyWhenUseFallsClearlyBelowTheWarning(
      Level before, long size, long used, Level after) {
    assertThat(PoolUse.level(before, size, used, 90)).isEqualTo(after);
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
