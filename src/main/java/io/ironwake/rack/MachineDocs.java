package io.ironwake.rack;

import io.ironwake.machine.Machine;
import io.ironwake.net.LoaderChoice;
import io.ironwake.net.LocalBoot;
import io.ironwake.profile.GuardView;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.Profile;
import io.ironwake.profile.Profiles;
import io.ironwake.profile.SecretFields;
import io.ironwake.profile.WipeGuard;
import io.ironwake.rack.RackFile.DeclaredMachine;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/** Machines as documents. */
@ApplicationScoped
class MachineDocs {
  private final Profiles profiles;

  MachineDocs(Profiles profiles) {
    this.profiles = profiles;
  }

  Doc of(Machine machine) {
    return of(machine, this::nameOf);
  }

  /** With the profiles that a run has made and not committed. */
  Doc of(Machine machine, ApplyRun run) {
    return of(machine, id -> run.profileName(id).or(() -> nameOf(id)));
  }

  private Optional<String> nameOf(UUID profile) {
    return profiles.find(profile).map(Profile::name);
  }

  private static Doc of(Machine machine, Function<UUID, Optional<String>> names) {
    KernelArgs arguments = new KernelArgs(machine.arguments());
    return Doc.of(
        Kind.MACHINE,
        view(machine, arguments, machine.variables(), names),
        view(machine, arguments.masked(), SecretFields.mask(machine.variables()), names));
  }

  /** Without {@code approved}: what is read here must never arm a machine somewhere else. */
  private static DeclaredMachine view(
      Machine machine,
      KernelArgs arguments,
      Map<String, Object> variables,
      Function<UUID, Optional<String>> names) {
    return new DeclaredMachine(
        Optional.of(machine.name()),
        Optional.of(machine.nics().stream().map(nic -> nic.mac().toString()).sorted().toList()),
        machine.profile().flatMap(names),
        Optional.of(arguments.words()),
        machine.disk(),
        Optional.of(new TreeMap<>(machine.labels())),
        machine.live().flatMap(names),
        Optional.of(machine.liveOnce()).filter(once -> once),
        machine.boot().loader().map(LoaderChoice::text),
        machine.boot().localBoot().map(LocalBoot::word),
        Optional.of(variables),
        Optional.of(machine.safety().guard())
            .filter(guard -> !guard.equals(WipeGuard.NONE))
            .map(GuardView::of),
        Optional.empty());
  }
}
