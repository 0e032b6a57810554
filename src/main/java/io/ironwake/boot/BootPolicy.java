package io.ironwake.boot;

import io.ironwake.boot.BootDecision.Hold;
import io.ironwake.boot.BootDecision.Ignore;
import io.ironwake.boot.BootDecision.Install;
import io.ironwake.boot.BootDecision.Live;
import io.ironwake.boot.BootDecision.LocalBoot;
import io.ironwake.boot.BootFacts.InstallFact;
import io.ironwake.config.Way;
import io.ironwake.machine.HardwareSummary;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.MachineState.Approved;
import io.ironwake.machine.MachineState.Discovered;
import io.ironwake.machine.MachineState.Failed;
import io.ironwake.machine.MachineState.Installed;
import io.ironwake.machine.MachineState.Installing;
import io.ironwake.machine.MachineState.Resting;
import io.ironwake.machine.MachineState.Retired;
import io.ironwake.net.Pure;
import io.ironwake.net.SmbiosUuid;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * The one place where it is decided what a machine boots. DHCP, port 4011, TFTP, HTTP and {@code
 * explain} all ask it; none serves what it did not grant.
 */
@Pure
public final class BootPolicy {
  /**
   * How long an inventory is good for a machine that waits: it is not taken again at every boot, so
   * that a machine may reboot after its inspection and be there when it is approved.
   */
  static final Duration INVENTORY_LASTS = Duration.ofHours(24);

  private BootPolicy() {}

  /** What this request gets, and why. Total: every combination has an answer. */
  public static BootDecision decide(BootFacts facts, BootRequest request, Instant now) {
    if (facts.machine().isEmpty()) {
      return unknown(facts, "no machine has MAC " + request.mac(), now);
    }
    Machine machine = facts.machine().get();
    return switch (machine.state()) {
      case Discovered s ->
          live(machine)
              .or(() -> quarantined(machine))
              .orElseGet(() -> discovered(facts, request, machine, now));
      case Approved s ->
          quarantined(machine).orElseGet(() -> approved(facts, request, machine, s, now));
      case Installing s ->
          quarantined(machine).orElseGet(() -> installing(facts, request, machine, s, now));
      case Installed s ->
          live(machine)
              .or(() -> quarantined(machine))
              .orElseGet(() -> resting(facts, machine, s, now));
      case Failed s ->
          live(machine)
              .or(() -> quarantined(machine))
              .orElseGet(() -> resting(facts, machine, s, now));
      case Retired s -> new Ignore("machine '" + machine.name() + "' is retired");
    };
  }

  /** It gets its disk, and an operator may boot a Live profile on it to find out why. */
  private static Optional<BootDecision> quarantined(Machine machine) {
    return machine
        .safety()
        .quarantine()
        .map(
            quarantine ->
                new LocalBoot(
                    "machine '"
                        + machine.name()
                        + "' is in quarantine: "
                        + quarantine.reason()
                        + "; an operator releases it"));
  }

  private static BootDecision discovered(
      BootFacts facts, BootRequest request, Machine machine, Instant now) {
    if (facts.proposedOwner(request.mac()).isPresent()) {
      return unknown(
          facts,
          "MAC "
              + request.mac()
              + " presents the SMBIOS uuid of a known machine; join the NIC to it or approve it",
          now);
    }
    return unknown(facts, "machine '" + machine.name() + "' waits for approval", now);
  }

  private static BootDecision unknown(BootFacts facts, String why, Instant now) {
    return switch (facts.unknown()) {
      case IGNORE -> new Ignore(why + "; the subnet ignores unknown machines");
      case HOLD -> new Hold(why);
      case INSPECT -> inspect(facts, why, now);
    };
  }

  private static BootDecision inspect(BootFacts facts, String why, Instant now) {
    Optional<Instant> taken =
        facts.machine().flatMap(Machine::hardware).map(HardwareSummary::takenAt);
    if (taken.filter(at -> at.plus(INVENTORY_LASTS).isAfter(now)).isPresent()) {
      return new Hold(why + "; its inventory is taken");
    }
    return facts
        .inspector()
        .<BootDecision>map(profile -> new Live(profile, why + "; it takes inventory meanwhile"))
        .orElseGet(() -> new Hold(why + "; no inspector profile is declared"));
  }

  private static Optional<BootDecision> live(Machine machine) {
    return machine
        .live()
        .map(
            profile ->
                new Live(
                    profile,
                    "machine '"
                        + machine.name()
                        + "' is to boot a Live profile"
                        + (machine.liveOnce() ? " once" : "")));
  }

  private static BootDecision resting(
      BootFacts facts, Machine machine, Resting state, Instant now) {
    return switch (state) {
      case Discovered s ->
          unknown(facts, "machine '" + machine.name() + "' waits for approval", now);
      case Installed s -> new LocalBoot("machine '" + machine.name() + "' is installed");
      case Failed s ->
          new LocalBoot("the last install of '" + machine.name() + "' failed: " + s.reason());
    };
  }

  private static BootDecision approved(
      BootFacts facts, BootRequest request, Machine machine, Approved state, Instant now) {
    if (!state.until().isAfter(now)) {
      return resting(facts, machine, state.before(), now);
    }
    return install(facts, request, machine, state, "machine '" + machine.name() + "' is approved");
  }

  private static BootDecision installing(
      BootFacts facts, BootRequest request, Machine machine, Installing state, Instant now) {
    Optional<InstallFact> install =
        facts.install().filter(fact -> fact.id().equals(state.install()));
    if (install.isPresent() && !install.get().deadline().isAfter(now)) {
      return new LocalBoot("the install of '" + machine.name() + "' ran out of time");
    }
    if (state.configAt().isPresent()
        && install.map(InstallFact::completesByFirstBoot).orElse(true)
        && !isOverlay(install, request)) {
      return new LocalBoot(
          "the installer of '"
              + machine.name()
              + "' took its configuration; its first boot from disk ends the install");
    }
    return install(
        facts,
        request,
        machine,
        state,
        "machine '"
            + machine.name()
            + "' has not finished its install, attempt "
            + state.attempt());
  }

  /** An archive that holds the config may be fetched again: nothing but unpacking it installs. */
  private static boolean isOverlay(Optional<InstallFact> install, BootRequest request) {
    return request.door() == Door.DELIVERY
        && install.filter(fact -> fact.way() == Way.OVERLAY).isPresent();
  }

  private static BootDecision install(
      BootFacts facts, BootRequest request, Machine machine, MachineState state, String why) {
    Optional<InstallFact> install =
        facts.install().filter(fact -> state.currentInstall().equals(Optional.of(fact.id())));
    if (install.isEmpty()) {
      return new Hold(why + ", but its install is not readable yet");
    }
    Way way = install.get().way();
    if ((way == Way.NETWORK) == (request.door() == Door.DELIVERY)) {
      return new LocalBoot(
          why + (way == Way.NETWORK ? " for a network boot" : " for " + way.word()));
    }
    return ready(facts, request, machine, install.get(), why);
  }

  private static BootDecision ready(
      BootFacts facts, BootRequest request, Machine machine, InstallFact install, String why) {
    Optional<String> stranger =
        facts
            .presentedAs()
            .map(
                other ->
                    "MAC "
                        + request.mac()
                        + " is approved as '"
                        + machine.name()
                        + "' but sits in machine '"
                        + other
                        + "': was the NIC moved?")
            .or(() -> stranger(machine, request))
            .or(() -> install.demand().fault(request).map(fault -> why + ", but " + fault));
    if (stranger.isPresent()) {
      return new Hold(stranger.get());
    }
    if (!install.faults().isEmpty()) {
      return new Hold(why + ", but " + install.faults().getFirst());
    }
    return new Install(install.id(), why);
  }

  /**
   * Why the client is not the machine that was approved, by what both sides know (lifecycle:
   * identity).
   */
  private static Optional<String> stranger(Machine machine, BootRequest request) {
    if (differs(machine.smbiosUuid(), request.smbiosUuid(), SmbiosUuid::same)) {
      return Optional.of(
          "MAC "
              + request.mac()
              + " is approved as '"
              + machine.name()
              + "' but presents another SMBIOS uuid: was the NIC moved?");
    }
    if (differs(machine.serial(), request.serial(), String::equals)) {
      return Optional.of(
          "MAC "
              + request.mac()
              + " is approved as '"
              + machine.name()
              + "' but presents another serial number: was the NIC moved?");
    }
    return Optional.empty();
  }

  private static <T> boolean differs(
      Optional<T> recorded, Optional<T> presented, BiPredicate<T, T> same) {
    return recorded.isPresent()
        && presented.isPresent()
        && !same.test(recorded.get(), presented.get());
  }
}
