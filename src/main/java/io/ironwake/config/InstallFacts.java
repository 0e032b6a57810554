package io.ironwake.config;

import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import io.ironwake.profile.DiskGuard;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.OsFamily;
import io.ironwake.profile.Profile;
import io.ironwake.profile.Variables;
import io.ironwake.profile.WipeGuard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an approval knows.
 *
 * @param machineName becomes the host name
 * @param mac the interface it network-boots from
 * @param profile what to install
 * @param machineArguments laid over the profile's by key
 * @param disk the target disk; may be empty only for a profile whose effect is LIVE
 * @param retry true for a reinstall or a retry, which overwrites what an earlier install left on
 *     the disk
 * @param variables merged of every layer, as {@link io.ironwake.profile.MergedVariables} does; for
 *     templates
 * @param node what a cluster makes of the machine
 * @param machineGuard what the machine demands of its target disk, beside what its profile does
 */
@Pure
public record InstallFacts(
    String machineName,
    MacAddress mac,
    Profile profile,
    KernelArgs machineArguments,
    String disk,
    boolean retry,
    Map<String, Object> variables,
    Optional<ClusterNode> node,
    DiskGuard machineGuard) {
  /**
   * @throws IllegalArgumentException naming the variable and the fix
   */
  public InstallFacts {
    variables = Variables.copyOf(variables);
  }

  /** Facts of a machine in no cluster that demands nothing of its disk. */
  public InstallFacts(
      String machineName,
      MacAddress mac,
      Profile profile,
      KernelArgs machineArguments,
      String disk,
      boolean retry,
      Map<String, Object> variables) {
    this(
        machineName,
        mac,
        profile,
        machineArguments,
        disk,
        retry,
        variables,
        Optional.empty(),
        DiskGuard.NONE);
  }

  /** Facts without variables. */
  public InstallFacts(
      String machineName,
      MacAddress mac,
      Profile profile,
      KernelArgs machineArguments,
      String disk,
      boolean retry) {
    this(machineName, mac, profile, machineArguments, disk, retry, Map.of());
  }

  /**
   * The same machine in a cluster. k3OS is told in its profile's own keys, other systems beside
   * them.
   *
   * @throws ConfigException for a key of the profile that only the cluster can say
   */
  public InstallFacts in(ClusterNode cluster) {
    return new InstallFacts(
        machineName,
        mac,
        profile.os() == OsFamily.K3OS
            ? profile.withConfig(K3sOnK3os.laidOver(profile.config(), cluster))
            : profile,
        machineArguments,
        disk,
        retry,
        variables,
        Optional.of(cluster),
        machineGuard);
  }

  /** The same for another profile. */
  InstallFacts with(Profile other) {
    return new InstallFacts(
        machineName, mac, other, machineArguments, disk, retry, variables, node, machineGuard);
  }

  /** Profile and machine arguments as they go onto the line. */
  KernelArgs arguments() {
    return profile.arguments().overriddenBy(machineArguments);
  }

  /** What the target disk must be before it is written; each must hold. */
  List<DiskGuard> diskGuards() {
    return Stream.concat(profile.guard().map(WipeGuard::disk).stream(), Stream.of(machineGuard))
        .filter(each -> !each.demandsNothing())
        .toList();
  }

  /** Without the variables, which may be secrets. */
  @Override
  public String toString() {
    return "InstallFacts[" + machineName + ", " + mac + ", " + profile + "]";
  }
}
