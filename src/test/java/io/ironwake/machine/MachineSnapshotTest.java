package io.ironwake.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.net.BootHints;
import io.ironwake.net.MacAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MachineSnapshotTest {
  private static Machine machine(long id, String name, int... macs) {
    List<Machine.Nic> nics = new ArrayList<>();
    for (int mac : macs) {
      nics.add(
          new Machine.Nic(
              MacAddress.parse(String.format("02:00:00:00:%02x:%02x", mac >> 8, mac & 0xff)),
              Optional.empty()));
    }
    return new Machine(
        new UUID(1, id),
        name,
        new MachineState.Discovered(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Map.of(),
        false,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        0,
        nics,
        BootHints.NONE,
        1,
        Instant.EPOCH,
        Instant.EPOCH);
  }

  private static MacAddress mac(int last) {
    return MacAddress.parse(String.format("02:00:00:00:%02x:%02x", last >> 8, last & 0xff));
  }

  private static MachineSnapshot many(int count) {
    List<Machine> machines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      machines.add(machine(i, "m" + i, i));
    }
    return MachineSnapshot.of(machines);
  }

  @Test
  void findsEachOfManyByIdMacAndName() {
    MachineSnapshot snapshot = many(3000);
    assertThat(snapshot.all()).hasSize(3000);
    for (int i = 0; i < 3000; i++) {
      assertThat(snapshot.byId(new UUID(1, i)).orElseThrow().name()).isEqualTo("m" + i);
      assertThat(snapshot.byMac(mac(i)).orElseThrow().name()).isEqualTo("m" + i);
      assertThat(snapshot.byName("m" + i)).isPresent();
    }
  }

  @Test
  void aChangeLeavesTheOldSnapshotAsItWas() {
    MachineSnapshot before = many(100);
    MachineSnapshot after = before.with(new UUID(1, 7), Optional.of(machine(7, "renamed", 500)));
    assertThat(before.byName("m7")).isPresent();
    assertThat(before.byMac(mac(7))).isPresent();
    assertThat(after.byName("m7")).isEmpty();
    assertThat(after.byMac(mac(7))).isEmpty();
    assertThat(after.byMac(mac(500)).orElseThrow().name()).isEqualTo("renamed");
    assertThat(after.all()).hasSize(100);
  }

  @Test
  void aRemovedMachineIsInNoIndex() {
    MachineSnapshot after = many(10).with(new UUID(1, 3), Optional.empty());
    assertThat(after.byId(new UUID(1, 3))).isEmpty();
    assertThat(after.byMac(mac(3))).isEmpty();
    assertThat(after.byName("m3")).isEmpty();
    assertThat(after.all()).hasSize(9);
  }

  @Test
  void listsByNameAfterEveryChange() {
    MachineSnapshot snapshot =
        MachineSnapshot.of(List.of(machine(1, "node-10", 1), machine(2, "node-2", 2)))
            .with(new UUID(1, 3), Optional.of(machine(3, "node-7", 3)))
            .with(new UUID(1, 2), Optional.of(machine(2, "node-11", 2)))
            .with(new UUID(1, 1), Optional.of(machine(1, "node-10", 4)));
    assertThat(snapshot.all())
        .extracting(Machine::name)
        .containsExactly("node-7", "node-10", "node-11");
    assertThat(snapshot.with(new UUID(1, 1), Optional.empty()).all())
        .extracting(Machine::name)
        .containsExactly("node-7", "node-11");
  }

  @Test
  void aMacThatWentOverStaysWithItsNewMachine() {
    MachineSnapshot both =
        MachineSnapshot.of(List.of(machine(1, "old", 1, 2), machine(2, "new", 3)));
    MachineSnapshot joined = both.with(new UUID(1, 2), Optional.of(machine(2, "new", 3, 2)));
    MachineSnapshot seen = joined.with(new UUID(1, 1), Optional.of(machine(1, "old", 1)));
    assertThat(seen.byMac(mac(2)).orElseThrow().name()).isEqualTo("new");
    assertThat(seen.byMac(mac(1)).orElseThrow().name()).isEqualTo("old");
  }
}
