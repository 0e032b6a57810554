package io.ironwake.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.machine.Machine.Nic;
import io.ironwake.net.BootHints;
import io.ironwake.net.MacAddress;
import io.ironwake.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineFilterTest {
  private static final UUID PROFILE = new UUID(0, 7);
  private static final Machine MACHINE = machine("node-1", new MachineState.Discovered());

  @Test
  void everythingPassesTheEmptyFilterByName() {
    MachineSnapshot machines =
        MachineSnapshot.of(
            List.of(
                machine("b", new MachineState.Retired()),
                machine("a", new MachineState.Discovered())));
    assertThat(MachineFilter.ALL.of(machines)).extracting(Machine::name).containsExactly("a", "b");
  }

  @Test
  void aStateInAnyCaseSelects() {
    assertThat(filter(Set.of("discovered", "FAILED"), List.of(), "").matches(MACHINE)).isTrue();
    assertThat(filter(Set.of("FAILED"), List.of(), "").matches(MACHINE)).isFalse();
  }

  @Test
  void anUnknownStateNamesTheKnownOnes() {
    assertThatThrownBy(() -> filter(Set.of("READY"), List.of(), ""))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("DISCOVERED");
  }

  @ParameterizedTest
  @CsvSource({"rack, true", "rack=r1, true", "rack=r2, false", "role, false", "rack=, false"})
  void aLabelSelectsByKeyOrByValue(String label, boolean matches) {
    assertThat(filter(Set.of(), List.of(label), "").matches(MACHINE)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "NODE, true",
    "52:54:00:00:00:01, true",
    "sn-9, true",
    "00000000-0000-0000, true",
    "node-2, false"
  })
  void aTextIsSoughtInNameMacSerialAndUuid(String text, boolean matches) {
    assertThat(filter(Set.of(), List.of(), text).matches(MACHINE)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "poweredge, true",
    "leaf-3, true",
    "52:54:00:00:01:02, true",
    "r740 node, true",
    "hw.memory-gib>=64, true",
    "node hw.memory-gib>=65, false",
    "hw.product=PowerEdge-R740 hw.disk-count<3, true",
    "r640, false"
  })
  void whatAnInspectorFoundIsSearchedToo(String text, boolean matches) {
    Machine inspected =
        MACHINE.inspected(
            HardwareSummary.of(
                FactsJson.received(
                    HardwareFactsTest.SERVER.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    java.time.Instant.EPOCH)));

    assertThat(filter(Set.of(), List.of(), text).matches(inspected)).isEqualTo(matches);
  }

  @Test
  void anOrderWithoutANumberIsRefused() {
    assertThatThrownBy(() -> filter(Set.of(), List.of("hw.memory-gib>=x"), ""))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("a number must follow >=");
  }

  @Test
  void aProfileSelects() {
    assertThat(
            MachineFilter.of(Set.of(), Optional.of(PROFILE), List.of(), Optional.empty())
                .matches(MACHINE))
        .isTrue();
    assertThat(
            MachineFilter.of(Set.of(), Optional.of(new UUID(0, 8)), List.of(), Optional.empty())
                .matches(MACHINE))
        .isFalse();
  }

  private static MachineFilter filter(Set<String> states, List<String> labels, String text) {
    return MachineFilter.of(states, Optional.empty(), labels, Optional.of(text));
  }

  private static Machine machine(String name, MachineState state) {
    return new Machine(
        UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        name,
        state,
        Optional.of(PROFILE),
        List.of(),
        Optional.empty(),
        Map.of("rack", "r1"),
        false,
        Optional.empty(),
        false,
        Optional.of(new UUID(0, 1)),
        Optional.of("SN-9"),
        0,
        List.of(new Nic(MacAddress.parse("52:54:00:00:00:01"), Optional.empty())),
        BootHints.NONE,
        1,
        Instant.EPOCH,
        Instant.EPOCH);
  }
}
