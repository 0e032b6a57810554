package io.ironwake.boot;

import io.ironwake.asset.AssetStore;
import io.ironwake.asset.Release;
import io.ironwake.asset.VerifiedAsset;
import io.ironwake.cluster.NeededFiles;
import io.ironwake.cluster.Seat;
import io.ironwake.cluster.Seats;
import io.ironwake.config.ClusterNode;
import io.ironwake.config.ConfigException;
import io.ironwake.config.FrozenInstall;
import io.ironwake.config.InstallFacts;
import io.ironwake.config.TemplatedInstall;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gathers what is known of a machine and freezes a profile for it. */
@ApplicationScoped
class Freezing {
  private final MachineVariables variables;
  private final Instance<InstallContribution> contributions;
  private final Seats seats;
  private final AssetStore assets;

  Freezing(
      MachineVariables variables,
      @Any Instance<InstallContribution> contributions,
      Seats seats,
      AssetStore assets) {
    this.variables = variables;
    this.contributions = contributions;
    this.seats = seats;
    this.assets = assets;
  }

  /**
   * What is to be frozen, and what is kept of it beside the documents.
   *
   * @param variables as the templates saw them
   * @param seat the machine's place in its cluster, which the approval takes
   * @param secrets what previews must hide
   */
  record Frozen(
      FrozenInstall install,
      Map<String, Object> variables,
      Optional<Seat> seat,
      Set<String> secrets) {
    /** What it needs beside its profile's assets. */
    List<Bundle> more() {
      return seat.flatMap(Seat::files).map(Freezing::bundle).stream().toList();
    }
  }

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
        .orElseGet(() -> TemplatedInstall.freeze(unknown(mac, profile)));
  }

  private InstallFacts unknown(MacAddress mac, Profile profile) {
    return new InstallFacts(
        mac.dashed(),
        mac,
        profile,
        KernelArgs.none(),
        "",
        false,
        variables.ofUnknown(profile).values());
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
    Optional<Seat> seat =
        profile.effect() == Effect.INSTALL ? seats.find(machine, profile) : Optional.empty();
    InstallFacts placed = seat.map(found -> facts.in(node(found))).orElse(facts);
    return new Frozen(
        TemplatedInstall.freeze(placed), merged, seat, TemplatedInstall.secrets(placed));
  }

  private ClusterNode node(Seat seat) {
    return seat.node(
        file ->
            seat.files().map(Freezing::bundle).map(Bundle::release).stream()
                .map(release -> digest(seat, release, file))
                .findFirst()
                .orElseThrow());
  }

  private String digest(Seat seat, Release release, String file) {
    List<String> faults = assets.faults(release, List.of(file));
    if (!faults.isEmpty()) {
      throw new ConfigException("cluster " + seat.cluster(), faults.getFirst());
    }
    return assets.verified(release, file).map(VerifiedAsset::sha256).orElseThrow();
  }

  private static Bundle bundle(NeededFiles files) {
    return new Bundle(new Release(files.os(), files.version(), files.arch()), files.files());
  }

  private Profile overlaid(Machine machine, Profile profile) {
    Profile whole = profile;
    for (InstallContribution each : contributions) {
      whole = each.overlay(machine, whole);
    }
    return whole;
  }
}
