package io.ironwake.boot;

import io.ironwake.config.ConfigException;
import io.ironwake.config.FrozenInstall;
import io.ironwake.config.InstallFacts;
import io.ironwake.config.InstallWriter;
import io.ironwake.machine.InstallContribution;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState;
import io.ironwake.net.MacAddress;
import io.ironwake.profile.Effect;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.Profile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.Map;
import java.util.Optional;

/** Gathers what is known of a machine and freezes a profile for it. */
@ApplicationScoped
class Freezing {
  private final MachineVariables variables;
  private final Instance<InstallContribution> contributions;

  Freezing(MachineVariables variables, @Any Instance<InstallContribution> contributions) {
    this.variables = variables;
    this.contributions = contributions;
  }

  /**
   * What is to be frozen, and what is kept of it beside the documents.
   *
   * @param variables as the templates saw them
   */
  record Frozen(FrozenInstall install, Map<String, Object> variables) {}

  /**
   * An install as it would be approved now.
   *
   * @throws ConfigException naming where and what to change
   * @throws IllegalArgumentException for kernel arguments that cannot be
   */
  Frozen install(Machine machine, Profile profile, String disk) {
    return install(machine, profile, disk, machine.variables());
  }

  /** The same as if the machine's own variables were {@code own}. */
  Frozen install(Machine machine, Profile profile, String disk, Map<String, Object> own) {
    boolean retry =
        machine.state() instanceof MachineState.Installed
            || machine.state() instanceof MachineState.Failed;
    return freeze(machine, machine.nics().getFirst().mac(), profile, disk, retry, own);
  }

  /**
   * A boot that installs nothing.
   *
   * @param mac the NIC that boots
   */
  FrozenInstall live(Optional<Machine> machine, MacAddress mac, Profile profile) {
    return machine
        .map(known -> freeze(known, mac, profile, "", false, known.variables()).install)
        .orElseGet(() -> InstallWriter.of(profile.os()).freeze(unknown(mac, profile)));
  }

  private static InstallFacts unknown(MacAddress mac, Profile profile) {
    return new InstallFacts(
        mac.dashed(), mac, profile, KernelArgs.none(), "", false, profile.variables());
  }

  private Frozen freeze(
      Machine machine,
      MacAddress mac,
      Profile profile,
      String disk,
      boolean retry,
      Map<String, Object> own) {
    Profile whole = profile.effect() == Effect.INSTALL ? overlaid(machine, profile) : profile;
    Map<String, Object> merged = variables.supposing(machine, profile, own).values();
    InstallFacts facts =
        new InstallFacts(
            machine.name(),
            mac,
            whole,
            new KernelArgs(machine.arguments()),
            disk,
            retry,
            merged,
            Optional.empty(),
            machine.safety().guard().disk());
    return new Frozen(InstallWriter.of(profile.os()).freeze(facts), merged);
  }

  private Profile overlaid(Machine machine, Profile profile) {
    Profile whole = profile;
    for (InstallContribution each : contributions) {
      whole = each.overlay(machine, whole);
    }
    return whole;
  }
}
