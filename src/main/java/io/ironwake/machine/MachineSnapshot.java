package io.ironwake.machine;

import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** All machines at one moment, immutable, for doors that must not wait for the database. */
@Pure
public final class MachineSnapshot {
  private static final Comparator<Machine> BY_NAME =
      Comparator.comparing(Machine::name, NaturalOrder.INSTANCE).thenComparing(Machine::id);

  static final MachineSnapshot EMPTY = of(List.of());

  private final Buckets<UUID, Machine> byId;
  private final Buckets<MacAddress, Machine> byMac;
  private final Buckets<String, Machine> byName;
  private final List<Machine> ordered;

  private MachineSnapshot(
      Buckets<UUID, Machine> byId,
      Buckets<MacAddress, Machine> byMac,
      Buckets<String, Machine> byName,
      List<Machine> ordered) {
    this.byId = byId;
    this.byMac = byMac;
    this.byName = byName;
    this.ordered = ordered;
  }

  static MachineSnapshot of(Collection<Machine> machines) {
    Map<UUID, Machine> byId = new HashMap<>();
    Map<MacAddress, Machine> byMac = new HashMap<>();
    Map<String, Machine> byName = new HashMap<>();
    for (Machine machine : machines) {
      byId.put(machine.id(), machine);
      byName.put(machine.name(), machine);
      machine.nics().forEach(nic -> byMac.put(nic.mac(), machine));
    }
    List<Machine> ordered = new ArrayList<>(byId.values());
    ordered.sort(BY_NAME);
    return new MachineSnapshot(
        Buckets.of(byId),
        Buckets.of(byMac),
        Buckets.of(byName),
        Collections.unmodifiableList(ordered));
  }

  MachineSnapshot with(UUID id, Optional<Machine> machine) {
    MachineSnapshot rest = byId.get(id).map(this::without).orElse(this);
    return machine.map(rest::with).orElse(rest);
  }

  private MachineSnapshot with(Machine machine) {
    Buckets<MacAddress, Machine> macs = byMac;
    for (Machine.Nic nic : machine.nics()) {
      macs = macs.with(nic.mac(), machine);
    }
    return new MachineSnapshot(
        byId.with(machine.id(), machine),
        macs,
        byName.with(machine.name(), machine),
        reordered(machine, true));
  }

  private List<Machine> reordered(Machine machine, boolean present) {
    List<Machine> changed = new ArrayList<>(ordered);
    int at = Collections.binarySearch(ordered, machine, BY_NAME);
    if (at >= 0) {
      changed.remove(at);
    }
    if (present) {
      changed.add(at >= 0 ? at : -at - 1, machine);
    }
    return Collections.unmodifiableList(changed);
  }

  // A name or MAC may have gone over to another machine whose change was seen first.
  private MachineSnapshot without(Machine old) {
    Buckets<MacAddress, Machine> macs = byMac;
    for (Machine.Nic nic : old.nics()) {
      macs = isOf(old, macs.get(nic.mac())) ? macs.without(nic.mac()) : macs;
    }
    return new MachineSnapshot(
        byId.without(old.id()),
        macs,
        isOf(old, byName.get(old.name())) ? byName.without(old.name()) : byName,
        reordered(old, false));
  }

  private static boolean isOf(Machine old, Optional<Machine> entry) {
    return entry.filter(machine -> machine.id().equals(old.id())).isPresent();
  }

  public Optional<Machine> byMac(MacAddress mac) {
    return byMac.get(mac);
  }

  public Optional<Machine> byId(UUID id) {
    return byId.get(id);
  }

  public Optional<Machine> byName(String name) {
    return byName.get(name);
  }

  /** By name, node-2 before node-10. */
  public List<Machine> all() {
    return ordered;
  }
}
