package io.ironwake.ui;

import io.ironwake.address.LeaseView;
import io.ironwake.machine.Machine;
import io.ironwake.net.MacAddress;
import java.util.Optional;
import java.util.function.Function;

/** A lease in the words of the page; what it has not is an empty text. */
public record LeaseLine(
    String address,
    String subnet,
    String state,
    String mac,
    String hostname,
    String machine,
    String machineId,
    String until,
    boolean reclaimable) {

  static LeaseLine of(
      LeaseView lease, Function<MacAddress, Optional<Machine>> machines, boolean operator) {
    Optional<Machine> machine = lease.mac().flatMap(LeaseLine::nic).flatMap(machines);
    return new LeaseLine(
        lease.address(),
        lease.subnet(),
        lease.state(),
        lease.mac().orElse(""),
        lease.hostname().orElse(""),
        machine.map(Machine::name).orElse(""),
        machine.map(each -> each.id().toString()).orElse(""),
        Words.moment(lease.expiresAt()),
        operator);
  }

  /** Other hardware than Ethernet is written with its type before it. */
  private static Optional<MacAddress> nic(String text) {
    return text.contains("/") ? Optional.empty() : Optional.of(MacAddress.parse(text));
  }
}
