package io.ironwake.matchbox;

import io.ironwake.address.HardwareAddress;
import io.ironwake.address.Lease;
import io.ironwake.address.Leases;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.Machines;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.net.SmbiosUuid;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whom Matchbox's endpoints answer. They know no approval and no state, so a machine that Ironwake
 * has approved, installed or retired gets nothing here unless the operator said {@code all}.
 */
@ApplicationScoped
class MatchboxGuard {
  private final Machines machines;
  private final Leases leases;
  private final MatchboxConfig config;

  MatchboxGuard(Machines machines, Leases leases, MatchboxConfig config) {
    this.machines = machines;
    this.leases = leases;
    this.config = config;
  }

  /**
   * Why a client gets nothing, if it gets nothing.
   *
   * @param client the address it asks from
   */
  Optional<String> refusal(Labels labels, Ipv4 client) {
    if (config.mode() == MatchboxConfig.Mode.ALL) {
      return Optional.empty();
    }
    List<MacAddress> macs = macs(labels, client).toList();
    if (macs.isEmpty()) {
      return Optional.of("say which machine this is: mac=…");
    }
    return Stream.concat(
            macs.stream().flatMap(mac -> machines.snapshot().byMac(mac).stream()),
            byUuid(labels).stream())
        .filter(machine -> !(machine.state() instanceof MachineState.Discovered))
        .findFirst()
        .map(
            machine ->
                "machine "
                    + machine.name()
                    + " is "
                    + machine.state().name()
                    + ": Ironwake decides what it boots");
  }

  /** The NIC a client names, or the one its address was given to. */
  Stream<MacAddress> macs(Labels labels, Ipv4 client) {
    return Stream.concat(
            labels.mac().map(MacAddress::parse).stream(),
            leases.at(client).flatMap(Lease::holder).map(HardwareAddress::mac).stream())
        .distinct();
  }

  private Optional<Machine> byUuid(Labels labels) {
    return Optional.ofNullable(labels.values().get("uuid"))
        .flatMap(SmbiosUuid::parse)
        .flatMap(
            uuid ->
                machines.snapshot().all().stream()
                    .filter(
                        machine ->
                            machine
                                .smbiosUuid()
                                .filter(known -> SmbiosUuid.same(known, uuid))
                                .isPresent())
                    .findFirst());
  }
}
