package io.ironwake.boot;

import io.ironwake.asset.Release;
import io.ironwake.cluster.Seat;
import io.ironwake.config.ConfigException;
import io.ironwake.config.FrozenInstall;
import io.ironwake.machine.Machine;
import io.ironwake.problem.Problem;
import io.ironwake.profile.Effect;
import io.ironwake.profile.Profile;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks everything that can be checked before a machine is armed. */
@ApplicationScoped
class ApprovalCheck {
  private final MachineProfiles profiles;
  private final Freezing freezing;
  private final Guards guards;
  private final Installs installs;

  ApprovalCheck(MachineProfiles profiles, Freezing freezing, Guards guards, Installs installs) {
    this.profiles = profiles;
    this.freezing = freezing;
    this.guards = guards;
    this.installs = installs;
  }

  /**
   * A checked approval that only needs its rows.
   *
   * @param demand what its client must present
   * @param guard all demands in words
   */
  record Ready(
      Profile profile,
      FrozenInstall frozen,
      Map<String, Object> variables,
      Set<String> secrets,
      Release release,
      List<Bundle> more,
      String digests,
      Optional<Seat> seat,
      IdentityDemand demand,
      List<String> guard) {}

  /**
   * Freezes what would be installed.
   *
   * @throws Problem NOT_APPROVABLE with every reason
   */
  Ready check(Machine machine) {
    Profile profile = profile(machine);
    String disk =
        machine
            .disk()
            .orElseThrow(
                () ->
                    refusal(
                        machine, "it has no target disk, and there is no default; set disk first"));
    Freezing.Frozen made = freeze(machine, profile, disk);
    Release release = new Release(profile.os().id(), profile.version(), profile.arch().id());
    List<String> faults =
        new ArrayList<>(installs.faults(release, made.install().assets(), made.more()));
    IdentityDemand demand = Guards.identity(machine, profile, faults);
    faults.addAll(diskFaults(machine, profile, disk));
    if (!faults.isEmpty()) {
      throw refusal(machine, faults.toArray(String[]::new));
    }
    return new Ready(
        profile,
        installs.completed(release, made.install()),
        made.variables(),
        made.secrets(),
        release,
        made.more(),
        installs.digests(release, made.install().assets(), made.more()),
        made.seat(),
        demand,
        Guards.words(machine, profile, demand));
  }

  /** The profile that would be installed. */
  Profile profile(Machine machine) {
    Profile profile =
        profiles
            .of(machine)
            .map(MachineProfiles.Chosen::profile)
            .orElseThrow(
                () ->
                    refusal(
                        machine, "it has no profile, nor has one of its groups; set one first"));
    if (profile.effect() != Effect.INSTALL) {
      throw refusal(
          machine,
          "profile '"
              + profile.name()
              + "' boots live and installs nothing; set it as live instead");
    }
    return profile;
  }

  private Freezing.Frozen freeze(Machine machine, Profile profile, String disk) {
    try {
      return freezing.install(machine, profile, disk);
    } catch (ConfigException e) {
      throw refusal(machine, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw refusal(machine, "arguments: " + e.getMessage());
    }
  }

  private List<String> diskFaults(Machine machine, Profile profile, String disk) {
    try {
      return guards.diskFaults(machine, profile, disk);
    } catch (ConfigException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private static Problem refusal(Machine machine, String... reasons) {
    return Problem.of(
        Problem.Kind.NOT_APPROVABLE,
        "machine '" + machine.name() + "' cannot be approved: " + String.join("; ", reasons),
        Map.of("reasons", List.of(reasons)));
  }
}
