package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.address.BootRules.Unknown;
import io.ironwake.boot.BootDecision.Hold;
import io.ironwake.boot.BootDecision.Ignore;
import io.ironwake.boot.BootDecision.Install;
import io.ironwake.boot.BootDecision.Live;
import io.ironwake.boot.BootDecision.LocalBoot;
import io.ironwake.boot.BootFacts.InstallFact;
import io.ironwake.config.Way;
import io.ironwake.machine.HardwareFacts;
import io.ironwake.machine.HardwareSummary;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.MachineState.Approved;
import io.ironwake.machine.MachineState.Discovered;
import io.ironwake.machine.MachineState.Failed;
import io.ironwake.machine.MachineState.Installed;
import io.ironwake.machine.MachineState.Installing;
import io.ironwake.machine.MachineState.Retired;
import io.ironwake.machine.Safety;
import io.ironwake.net.BootHints;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.profile.WipeGuard;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BootPolicyTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(3600);
  private static final Instant EARLIER = NOW.minusSeconds(3600);
  private static final UUID INSTALL = new UUID(1, 1);
  private static final UUID RESCUE = new UUID(3, 3);
  private static final UUID SMBIOS = UUID.fromString("11223344-5566-7788-99aa-bbccddeeff00");
  private static final MacAddress MAC = MacAddress.parse("52:54:00:00:00:01");

  static Stream<Arguments> table() {
    return Stream.of(
        row("unknown MAC, ignore", Optional.empty(), Unknown.IGNORE, byReport(), Ignore.class),
        row("unknown MAC, hold", Optional.empty(), Unknown.HOLD, byReport(), Hold.class),
        row(
            "unknown MAC, inspect without inspector",
            Optional.empty(),
            Unknown.INSPECT,
            byReport(),
            Hold.class),
        row("discovered, ignore", in(new Discovered()), Unknown.IGNORE, byReport(), Ignore.class),
        row("discovered, hold", in(new Discovered()), Unknown.HOLD, byReport(), Hold.class),
        row("approved", in(approved(LATER)), Unknown.IGNORE, byReport(), Install.class),
        row(
            "approval over, first install",
            in(approved(EARLIER)),
            Unknown.HOLD,
            byReport(),
            Hold.class),
        row(
            "approval over, reinstall",
            in(new Approved(installed(), EARLIER, INSTALL)),
            Unknown.HOLD,
            byReport(),
            LocalBoot.class),
        row(
            "approved, install unreadable",
            in(approved(LATER)),
            Unknown.HOLD,
            Optional.empty(),
            Hold.class),
        row(
            "approved, another install's facts",
            in(approved(LATER)),
            Unknown.HOLD,
            fact(new UUID(9, 9), false, LATER),
            Hold.class),
        row("approved, asset missing", in(approved(LATER)), Unknown.HOLD, faulty(), Hold.class),
        row("installing", in(installing(false)), Unknown.IGNORE, byReport(), Install.class),
        row(
            "installing, completes by first boot, no config yet",
            in(installing(false)),
            Unknown.IGNORE,
            byFirstBoot(),
            Install.class),
        row(
            "installing, config fetched, completes by report",
            in(installing(true)),
            Unknown.IGNORE,
            byReport(),
            Install.class),
        row(
            "installing, config fetched, completes by first boot",
            in(installing(true)),
            Unknown.IGNORE,
            byFirstBoot(),
            LocalBoot.class),
        row(
            "installing, config fetched, install unreadable",
            in(installing(true)),
            Unknown.IGNORE,
            Optional.empty(),
            LocalBoot.class),
        row(
            "installing, deadline passed",
            in(installing(false)),
            Unknown.IGNORE,
            fact(INSTALL, false, EARLIER),
            LocalBoot.class),
        row("installed", in(installed()), Unknown.HOLD, byReport(), LocalBoot.class),
        row(
            "failed",
            in(new Failed(INSTALL, "no disk", NOW, Optional.empty())),
            Unknown.HOLD,
            byReport(),
            LocalBoot.class),
        row("retired", in(new Retired()), Unknown.HOLD, byReport(), Ignore.class));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void decides(
      String name,
      Optional<Machine> machine,
      Unknown unknown,
      Optional<InstallFact> install,
      Class<? extends BootDecision> expected) {
    BootDecision decision =
        BootPolicy.decide(
            new BootFacts(machine, unknown, install, Optional.empty()),
            request(Optional.empty()),
            NOW);
    assertThat(decision).as(decision.reason()).isInstanceOf(expected);
    assertThat(decision.reason()).isNotBlank();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void strangerNeverInstalls(
      String name,
      Optional<Machine> machine,
      Unknown unknown,
      Optional<InstallFact> install,
      Class<? extends BootDecision> ignored) {
    UUID other = UUID.fromString("99999999-5566-7788-99aa-bbccddeeff00");
    BootDecision decision =
        BootPolicy.decide(
            new BootFacts(machine, unknown, install, Optional.empty()),
            request(Optional.of(other)),
            NOW);
    assertThat(decision).isNotInstanceOf(Install.class);
  }

  @Test
  void nicOfAnUnseenMachineThatSitsInAnotherHolds() {
    BootFacts facts =
        new BootFacts(
            in(approved(LATER)),
            Unknown.IGNORE,
            byReport(),
            Optional.empty(),
            Optional.of("database-7"));
    BootDecision decision = BootPolicy.decide(facts, request(Optional.empty()), NOW);
    assertThat(decision).isInstanceOf(Hold.class);
    assertThat(decision.reason()).contains("database-7");
  }

  @Test
  void swappedByteOrderIsTheSameMachine() {
    UUID swapped = UUID.fromString("44332211-6655-8877-99aa-bbccddeeff00");
    BootDecision decision =
        BootPolicy.decide(
            new BootFacts(in(approved(LATER)), Unknown.IGNORE, byReport(), Optional.empty()),
            request(Optional.of(swapped)),
            NOW);
    assertThat(decision).isInstanceOf(Install.class);
  }

  @Test
  void liveOverridesRestAndNothingElse() {
    assertThat(withLive(new Discovered())).isInstanceOf(Live.class);
    assertThat(withLive(installed())).isInstanceOf(Live.class);
    assertThat(withLive(new Failed(INSTALL, "x", NOW, Optional.empty()))).isInstanceOf(Live.class);
    assertThat(withLive(approved(LATER))).isInstanceOf(Install.class);
    assertThat(withLive(installing(false))).isInstanceOf(Install.class);
    assertThat(withLive(new Retired())).isInstanceOf(Ignore.class);
  }

  @Test
  void inspectorTakesInventoryOfTheUnknown() {
    BootFacts facts =
        new BootFacts(Optional.empty(), Unknown.INSPECT, Optional.empty(), Optional.of(RESCUE));
    assertThat(BootPolicy.decide(facts, request(Optional.empty()), NOW)).isInstanceOf(Live.class);
  }

  @ParameterizedTest
  @CsvSource({"2026-01-01T11:59:00Z, hold", "2025-12-31T11:59:00Z, live"})
  void anInventoryIsNotTakenAgainAtEveryBoot(Instant takenAt, String decision) {
    Machine seen = inspected(machine(new Discovered(), Optional.empty()), takenAt);
    BootFacts facts =
        new BootFacts(Optional.of(seen), Unknown.INSPECT, Optional.empty(), Optional.of(RESCUE));
    assertThat(BootPolicy.decide(facts, request(Optional.empty()), NOW).name()).isEqualTo(decision);
  }

  @Test
  void aMachineInQuarantineGetsItsDiskAndTheReasonWhateverItsState() {
    for (MachineState state :
        List.of(new Discovered(), approved(LATER), installing(false), installed())) {
      BootDecision decision =
          BootPolicy.decide(facts(apart(state, Optional.empty())), request(Optional.empty()), NOW);
      assertThat(decision).as(state.name()).isInstanceOf(BootDecision.LocalBoot.class);
      assertThat(decision.reason()).contains("in quarantine: a loop", "an operator releases it");
    }
    assertThat(
            BootPolicy.decide(
                facts(apart(installed(), Optional.of(RESCUE))), request(Optional.empty()), NOW))
        .as("to find out why")
        .isInstanceOf(Live.class);
  }

  private static BootFacts facts(Machine machine) {
    return new BootFacts(Optional.of(machine), Unknown.IGNORE, byReport(), Optional.empty());
  }

  private static Machine apart(MachineState state, Optional<UUID> live) {
    Machine it = machine(state, live);
    return new Machine(
        it.id(),
        it.name(),
        it.state(),
        it.profile(),
        it.arguments(),
        it.disk(),
        it.labels(),
        it.locked(),
        it.live(),
        it.liveOnce(),
        it.smbiosUuid(),
        it.serial(),
        it.installs(),
        it.nics(),
        it.boot(),
        it.variables(),
        it.hardware(),
        new Safety(WipeGuard.NONE, Optional.of(new Safety.Quarantine(NOW, "a loop"))),
        it.version(),
        it.createdAt(),
        it.updatedAt());
  }

  @Test
  void aDemandHoldsWhoeverPresentsAnotherOrNothing() {
    UUID other = new UUID(9, 9);
    for (IdentityDemand demand :
        List.of(
            new IdentityDemand(Optional.of(other), Optional.empty()),
            new IdentityDemand(Optional.empty(), Optional.of("OTHER")))) {
      BootFacts facts =
          new BootFacts(
              in(approved(LATER)),
              Unknown.IGNORE,
              Optional.of(new InstallFact(INSTALL, false, LATER, demand, List.of(), Way.NETWORK)),
              Optional.empty());
      BootDecision decision = BootPolicy.decide(facts, request(Optional.empty()), NOW);
      assertThat(decision).isInstanceOf(BootDecision.Hold.class);
      assertThat(decision.reason()).contains("its guard demands", "presents none");
    }
  }

  private static BootDecision withLive(MachineState state) {
    Machine machine = machine(state, Optional.of(RESCUE));
    return BootPolicy.decide(
        new BootFacts(Optional.of(machine), Unknown.IGNORE, byReport(), Optional.empty()),
        request(Optional.empty()),
        NOW);
  }

  private static Arguments row(
      String name,
      Optional<Machine> machine,
      Unknown unknown,
      Optional<InstallFact> install,
      Class<? extends BootDecision> expected) {
    return Arguments.of(name, machine, unknown, install, expected);
  }

  private static Optional<Machine> in(MachineState state) {
    return Optional.of(machine(state, Optional.empty()));
  }

  private static Machine machine(MachineState state, Optional<UUID> live) {
    return new Machine(
        new UUID(5, 5),
        "node1",
        state,
        Optional.empty(),
        List.of(),
        Optional.of("/dev/sda"),
        Map.of(),
        false,
        live,
        false,
        Optional.of(SMBIOS),
        Optional.of("SN1"),
        1,
        List.of(new Machine.Nic(MAC, Optional.empty())),
        BootHints.NONE,
        1,
        NOW,
        NOW);
  }

  private static Machine inspected(Machine it, Instant takenAt) {
    HardwareSummary hardware =
        HardwareSummary.of(
            new HardwareFacts(
                takenAt,
                "inspector",
                new HardwareFacts.Dmi(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()),
                new HardwareFacts.Cpu(Optional.empty(), 1, 1, 1, "x86_64", List.of()),
                1,
                List.of(),
                List.of()));
    return it.inspected(hardware);
  }

  private static MachineState approved(Instant until) {
    return new Approved(new Discovered(), until, INSTALL);
  }

  private static MachineState installing(boolean configFetched) {
    return new Installing(INSTALL, 1, NOW, configFetched ? Optional.of(NOW) : Optional.empty());
  }

  private static Installed installed() {
    return new Installed(Optional.of(INSTALL), NOW);
  }

  private static Optional<InstallFact> byReport() {
    return fact(INSTALL, false, LATER);
  }

  private static Optional<InstallFact> byFirstBoot() {
    return fact(INSTALL, true, LATER);
  }

  private static Optional<InstallFact> faulty() {
    return Optional.of(
        new InstallFact(
            INSTALL, false, LATER, List.of("asset k3os/v1/amd64/k3os-amd64.iso is missing")));
  }

  private static Optional<InstallFact> fact(UUID id, boolean byFirstBoot, Instant deadline) {
    return Optional.of(new InstallFact(id, byFirstBoot, deadline, List.of()));
  }

  private static BootRequest request(Optional<UUID> smbios) {
    return new BootRequest(
        Door.HTTP,
        MAC,
        BootStage.SCRIPT,
        Optional.empty(),
        smbios,
        Optional.empty(),
        Optional.of(Ipv4.parse("10.0.0.9")),
        Ipv4.parse("10.0.0.1"),
        Optional.of("rack1"));
  }
}
