package io.ironwake.cluster;

import io.ironwake.address.AddressPlan;
import io.ironwake.address.Reservation;
import io.ironwake.address.ReservationKey;
import io.ironwake.machine.Machine;
import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a machine is to be found. */
@Pure
final class MachineAddress {
  private MachineAddress() {}

  /** The address reserved for one of its NICs, in their order, or for its SMBIOS uuid. */
  static Optional<Ipv4> reserved(Machine machine, AddressPlan plan) {
    Stream<ReservationKey> keys =
        Stream.concat(
            machine.nics().stream().map(nic -> ReservationKey.of(nic.mac())),
            machine.smbiosUuid().stream().map(ReservationKey::of));
    return keys.flatMap(
            key ->
                plan.subnets().stream()
                    .flatMap(subnet -> plan.reservations(subnet.id()).of(key).stream()))
        .findFirst()
        .map(Reservation::address);
  }
}
