package io.ironwake.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.machine.HardwareFacts;
import io.ironwake.machine.HardwareSummary;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState;
import io.ironwake.net.BootHints;
import io.ironwake.net.MacAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Duplicate identities, moved NICs and hardware that is less than was expected. */
class FindingRulesTest {
  private static final String UUID_A = "4c4c4544-0042-4310-8031-b4c04f333132";
  private static final String UUID_B = "4c4c4544-0042-4310-8031-b4c04f333199";

  private static Machine machine(String name, String mac, String uuid, String serial) {
    return machine(new MachineState.Discovered(), name, mac, uuid, serial);
  }

  private static Machine machine(
      MachineState state, String name, String mac, String uuid, String serial) {
    return new Machine(
        new UUID(1, name.hashCode()),
        name,
        state,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Map.of(),
        false,
        Optional.empty(),
        false,
        Optional.of(uuid).filter(it -> !it.isEmpty()).map(UUID::fromString),
        Optional.of(serial).filter(it -> !it.isEmpty()),
        0,
        List.of(new Machine.Nic(MacAddress.parse("52:54:00:00:00:" + mac), Optional.empty())),
        BootHints.NONE,
        1,
        Instant.EPOCH,
        Instant.EPOCH);
  }

  private static Machine inspected(
      Machine machine, String uuid, String serial, int gib, List<Integer> disksGb, String... macs) {
    List<HardwareFacts.Nic> nics =
        List.of(macs).stream()
            .map(
                mac ->
                    new HardwareFacts.Nic(
                        "eth" + mac,
                        MacAddress.parse("52:54:00:00:00:" + mac),
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        Optional.empty()))
            .toList();
    List<HardwareFacts.Disk> disks =
        disksGb.stream()
            .map(
                gb ->
                    new HardwareFacts.Disk(
                        "sd" + gb,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        gb * 1_000_000_000L,
                        Optional.empty(),
                        false,
                        Optional.empty()))
            .toList();
    return machine.inspected(
        HardwareSummary.of(
            new HardwareFacts(
                Instant.EPOCH,
                "test",
                new HardwareFacts.Dmi(
                    Optional.of("ACME"),
                    Optional.empty(),
                    Optional.of(serial),
                    Optional.of(uuid),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()),
                new HardwareFacts.Cpu(Optional.empty(), 1, 4, 8, "x86_64", List.of()),
                (long) gib << 30,
                disks,
                nics)));
  }

  private static List<String> codes(Machine machine, Machine... all) {
    return findings(machine, all).stream().map(Finding::code).toList();
  }

  private static List<Finding> findings(Machine machine, Machine... all) {
    return FindingRules.of(machine, new Identities(List.of(all)), Optional.empty());
  }

  @Test
  void twoBoxesWithOneUuidAreFoundOnBothEachNamingTheOther() {
    Machine a = inspected(machine("a", "0a", UUID_A, ""), UUID_A, "", 8, List.of(), "0a");
    Machine b =
        inspected(
            machine("b", "0b", "", ""),
            "44454c4c-4200-1043-8031-b4c04f333132",
            "",
            8,
            List.of(),
            "0b");

    assertThat(codes(a, a, b)).containsExactly("duplicate-uuid");
    assertThat(findings(b, a, b).getFirst().text()).contains("'b'", "'a'");
    assertThat(codes(a, a)).as("the cause is gone").isEmpty();
  }

  @Test
  void placeholderUuidsAndRetiredMachinesAreNobodysDouble() {
    String placeholder = "03000200-0400-0500-0006-000700080009";
    Machine a = inspected(machine("a", "0a", "", ""), placeholder, "None", 8, List.of(), "0a");
    Machine b = inspected(machine("b", "0b", "", ""), placeholder, "None", 8, List.of(), "0b");
    Machine retired = machine(new MachineState.Retired(), "c", "0c", UUID_A, "");
    Machine live = machine("d", "0d", UUID_A, "");

    assertThat(codes(a, a, b)).isEmpty();
    assertThat(codes(live, live, retired)).isEmpty();
  }

  @Test
  void twoBoxesWithOneSerialAreFound() {
    Machine a = machine("a", "0a", UUID_A, "SN-1");
    Machine b = machine("b", "0b", UUID_B, "SN-1");

    assertThat(findings(a, a, b))
        .singleElement()
        .satisfies(it -> assertThat(it.code()).isEqualTo("duplicate-serial"))
        .satisfies(it -> assertThat(it.text()).contains("SN-1", "'b'"));
  }

  @Test
  void aNicThatMovedIsFoundOnBothMachines() {
    Machine from = inspected(machine("from", "01", UUID_A, ""), UUID_A, "", 8, List.of(), "02");
    Machine to = inspected(machine("to", "03", UUID_B, ""), UUID_B, "", 8, List.of(), "03", "01");

    assertThat(codes(from, from, to)).containsExactly("nic-elsewhere");
    assertThat(codes(to, from, to)).containsExactly("foreign-nic");
    assertThat(findings(to, from, to).getFirst().text())
        .isEqualTo("'to' holds NIC 52:54:00:00:00:01, which is recorded for 'from'");
  }

  @Test
  void oneBoxThatIsRecordedTwiceIsNoDuplicateButAnUnjoinedNic() {
    Machine known =
        inspected(machine("known", "01", UUID_A, ""), UUID_A, "", 8, List.of(), "01", "02");
    Machine second = machine("second", "02", UUID_A, "");

    assertThat(codes(known, known, second)).containsExactly("foreign-nic");
    assertThat(codes(second, known, second)).containsExactly("nic-elsewhere");
  }

  @Test
  void anInventoryOfAnotherBoxIsFoundAndNamesIt() {
    Machine a = inspected(machine("a", "01", UUID_A, ""), UUID_B, "", 8, List.of(), "01");
    Machine b = machine("b", "02", UUID_B, "");

    assertThat(findings(a, a, b))
        .anySatisfy(it -> assertThat(it.text()).contains("another uuid", "which is 'b'"));
    assertThat(codes(a, a, b)).contains("another-box", "duplicate-uuid");
  }

  @Test
  void aNicThatIsNoLongerThereIsMissed() {
    Machine a = inspected(machine("a", "01", UUID_A, ""), UUID_A, "", 8, List.of(), "07");

    assertThat(findings(a, a).getFirst().text())
        .isEqualTo("the inventory of 'a' has no NIC 52:54:00:00:00:01");
  }

  private static ExpectedHardware expected(String uuid, String serial, String mac) {
    return new ExpectedHardware(
        "node7",
        Optional.of(uuid).filter(it -> !it.isEmpty()).map(UUID::fromString),
        Optional.of(serial).filter(it -> !it.isEmpty()),
        mac.isEmpty() ? List.of() : List.of(MacAddress.parse("52:54:00:00:00:" + mac)),
        Map.of(),
        Optional.empty(),
        64,
        2,
        400);
  }

  @Test
  void expectedHardwareIsKnownByAnyIdentityThatNothingContradicts() {
    Machine machine = machine("m", "01", UUID_A, "SN-1");

    assertThat(expected("", "SN-1", "").isMetBy(machine)).isTrue();
    assertThat(expected(UUID_A, "", "").isMetBy(machine)).isTrue();
    assertThat(expected("", "", "01").isMetBy(machine)).isTrue();
    assertThat(expected("", "SN-2", "01").isMetBy(machine)).as("another serial").isFalse();
    assertThat(expected(UUID_B, "SN-1", "").isMetBy(machine)).as("another uuid").isFalse();
    assertThat(expected("", "SN-1", "").isMetBy(machine("n", "02", "", ""))).isFalse();
    assertThat(expected("", "SN-1", "02").isMetBy(machine("n", "02", "", ""))).isTrue();
  }

  @Test
  void whatCameWithLessThanExpectedIsFoundOnceItWasInspected() {
    Machine bare = machine("m", "01", UUID_A, "SN-1");
    Machine less = inspected(bare, UUID_A, "SN-1", 32, List.of(480, 100), "01");
    Machine enough = inspected(bare, UUID_A, "SN-1", 64, List.of(480, 480), "01");

    assertThat(expected("", "SN-1", "").deviation(bare)).isEmpty();
    assertThat(expected("", "SN-1", "").deviation(enough)).isEmpty();
    assertThat(expected("", "SN-1", "").deviation(less))
        .map(Finding::text)
        .contains(
            "'m' came with less than was expected: 32 GiB of memory instead of 64;"
                + " 1 disks of at least 400 GB instead of 2");
  }
}
