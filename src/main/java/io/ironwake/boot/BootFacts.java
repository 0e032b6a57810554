package io.ironwake.boot;

import io.ironwake.address.BootRules;
import io.ironwake.config.Way;
import io.ironwake.machine.Machine;
import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * All that the gate may know when it decides; read-only and from one moment.
 *
 * @param machine the owner of the MAC, if it has one
 * @param unknown the subnet's word on machines that are merely Discovered
 * @param install the machine's living install, if its state names one
 * @param inspector the Live profile that {@code unknown: inspect} boots, if one is declared
 * @param presentedAs the name of another machine that the presented SMBIOS uuid was recorded for
 */
@Pure
public record BootFacts(
    Optional<Machine> machine,
    BootRules.Unknown unknown,
    Optional<InstallFact> install,
    Optional<UUID> inspector,
    Optional<String> presentedAs) {

  /** Facts about a client that presents nobody else's uuid. */
  public BootFacts(
      Optional<Machine> machine,
      BootRules.Unknown unknown,
      Optional<InstallFact> install,
      Optional<UUID> inspector) {
    this(machine, unknown, install, inspector, Optional.empty());
  }

  /**
   * What the gate needs of an install.
   *
   * @param completesByFirstBoot its profile ends with the first boot from disk (k3OS)
   * @param deadline when it is given up; the sweep acts on the same moment
   * @param demand what the client must present
   * @param faults why it cannot be served now, such as a missing asset; empty when it can
   * @param way how its arguments reach the machine
   */
  @Pure
  public record InstallFact(
      UUID id,
      boolean completesByFirstBoot,
      Instant deadline,
      IdentityDemand demand,
      List<String> faults,
      Way way) {
    public InstallFact {
      faults = List.copyOf(faults);
    }

    /** An install by network boot that demands nothing of its client. */
    public InstallFact(
        UUID id, boolean completesByFirstBoot, Instant deadline, List<String> faults) {
      this(id, completesByFirstBoot, deadline, IdentityDemand.NONE, faults, Way.NETWORK);
    }
  }

  /**
   * The machine another machine's SMBIOS uuid was recorded for, when this NIC only presented it.
   */
  Optional<UUID> proposedOwner(MacAddress mac) {
    return machine.stream()
        .flatMap(m -> m.nics().stream())
        .filter(nic -> nic.mac().equals(mac))
        .flatMap(nic -> nic.proposed().stream())
        .findFirst();
  }
}
