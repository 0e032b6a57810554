package io.ironwake.hardware;

import io.ironwake.machine.HardwareSummary;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState;
import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import io.ironwake.net.SmbiosUuid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Which machines go by which uuid, serial number and MAC address, as recorded and as inspectors saw
 * them. Machines out of service go by none.
 */
@Pure
final class Identities {
  private final Map<UUID, List<Machine>> byUuid = new HashMap<>();
  private final Map<String, List<Machine>> bySerial = new HashMap<>();
  private final Map<MacAddress, List<Machine>> seenWith = new HashMap<>();
  private final Map<MacAddress, Machine> owners = new HashMap<>();

  Identities(Collection<Machine> machines) {
    for (Machine machine : machines) {
      if (!(machine.state() instanceof MachineState.Retired)) {
        add(machine);
      }
    }
  }

  private void add(Machine machine) {
    uuids(machine).map(Identities::canonical).distinct().forEach(it -> put(byUuid, it, machine));
    serials(machine).distinct().forEach(it -> put(bySerial, it, machine));
    seenMacs(machine).distinct().forEach(it -> put(seenWith, it, machine));
    machine.nics().forEach(nic -> owners.put(nic.mac(), machine));
  }

  private static <K> void put(Map<K, List<Machine>> map, K key, Machine machine) {
    map.computeIfAbsent(key, it -> new ArrayList<>(1)).add(machine);
  }

  /** The smaller of its two byte orders. */
  private static UUID canonical(UUID uuid) {
    UUID swapped = SmbiosUuid.swapped(uuid);
    return uuid.compareTo(swapped) <= 0 ? uuid : swapped;
  }

  static Stream<UUID> uuids(Machine machine) {
    return Stream.of(machine.smbiosUuid(), machine.hardware().flatMap(HardwareSummary::uuid))
        .flatMap(Optional::stream);
  }

  static Stream<String> serials(Machine machine) {
    return Stream.of(machine.serial(), machine.hardware().flatMap(HardwareSummary::serial))
        .flatMap(Optional::stream);
  }

  /** The NICs that sit in it, by its inventory. */
  static Stream<MacAddress> seenMacs(Machine machine) {
    return machine.hardware().stream().flatMap(it -> it.macs().stream());
  }

  List<Machine> withUuid(UUID uuid) {
    return byUuid.getOrDefault(canonical(uuid), List.of());
  }

  List<Machine> withSerial(String serial) {
    return bySerial.getOrDefault(serial, List.of());
  }

  /** The machines in which an inspector saw this NIC. */
  List<Machine> seenWith(MacAddress mac) {
    return seenWith.getOrDefault(mac, List.of());
  }

  /** The machine a NIC is recorded for. */
  Optional<Machine> owner(MacAddress mac) {
    return Optional.ofNullable(owners.get(mac));
  }

  /** True when two machines are one box: an inspector saw a NIC of the one in the other. */
  static boolean shareNics(Machine one, Machine other) {
    return holdsNicOf(one, other) || holdsNicOf(other, one);
  }

  private static boolean holdsNicOf(Machine box, Machine owner) {
    return seenMacs(box)
        .anyMatch(mac -> owner.nics().stream().anyMatch(nic -> nic.mac().equals(mac)));
  }
}
