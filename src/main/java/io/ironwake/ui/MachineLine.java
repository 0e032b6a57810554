package io.ironwake.ui;

import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.ProfileNames;
import io.ironwake.profile.KernelArgs;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A machine in the words of the page; what it has not is an empty text. */
public record MachineLine(
    UUID id,
    String name,
    String state,
    String css,
    String sentence,
    String profile,
    String disk,
    List<String> macs,
    String serial,
    String smbiosUuid,
    String arguments,
    String labels,
    boolean locked,
    boolean approvable) {

  static MachineLine of(Machine machine, ProfileNames profiles, Instant now) {
    String state = machine.state().name();
    return new MachineLine(
        machine.id(),
        machine.name(),
        state,
        state.toLowerCase(Locale.ROOT),
        Words.sentence(machine, now),
        machine.profile().flatMap(profiles::nameOf).orElse(""),
        machine.disk().orElse(""),
        machine.nics().stream().map(nic -> nic.mac().toString()).toList(),
        machine.serial().orElse(""),
        machine.smbiosUuid().map(UUID::toString).orElse(""),
        new KernelArgs(machine.arguments()).masked().line(),
        Words.labels(machine.labels()),
        machine.locked(),
        isApprovable(machine));
  }

  private static boolean isApprovable(Machine machine) {
    boolean waits =
        machine.state() instanceof MachineState.Discovered
            || machine.state() instanceof MachineState.Failed;
    return waits && !machine.locked() && machine.safety().quarantine().isEmpty();
  }
}
