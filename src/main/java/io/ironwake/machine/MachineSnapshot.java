package io.ironwake.machine;

import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** All machines at one moment, immutable, for doors that must not wait for the database. */
@Pure
public final class MachineSnapshot {
  static final MachineSnapshot EMPTY = new MachineSnapshot(Map.of());

  private final Map<UUID, Machine> byId;
  private final Map<MacAddress, Machine> byMac = new HashMap<>();
  private final Map<String, Machine> byName = new HashMap<>();

  private MachineSnapshot(Map<UUID, Machine> byId) {
    this.byId = byId;
    for (Machine machine : byId.values()) {
      byName.put(machine.name(), machine);
      machine.nics().forEach(nic -> byMac.put(nic.mac(), machine));
    }
  }

  static MachineSnapshot of(Collection<Machine> machines) {
    Map<UUID, Machine> byId = new HashMap<>();
    machines.forEach(machine -> byId.put(machine.id(), machine));
    return new MachineSnapshot(byId);
  }

  MachineSnapshot with(UUID id, Optional<Machine> machine) {
    Map<UUID, Machine> changed = new HashMap<>(byId);
    machine.ifPresentOrElse(now -> changed.put(id, now), () -> changed.remove(id));
    return new MachineSnapshot(changed);
  }

  public Optional<Machine> byMac(MacAddress mac) {
    return Optional.ofNullable(byMac.get(mac));
  }

  public Optional<Machine> byId(UUID id) {
    return Optional.ofNullable(byId.get(id));
  }

  public Optional<Machine> byName(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** In no particular order. */
  public Collection<Machine> all() {
    return byId.values();
  }
}
