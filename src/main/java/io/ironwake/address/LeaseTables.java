package io.ironwake.address;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The table of each subnet, and who is told when one fills. */
final class LeaseTables {
  private final Map<UUID, LeaseTable> bySubnet = new ConcurrentHashMap<>();
  private volatile Consumer<UUID> pressure = subnet -> {};

  LeaseTable of(UUID subnet) {
    return bySubnet.computeIfAbsent(subnet, id -> new LeaseTable(() -> pressure.accept(id)));
  }

  Collection<LeaseTable> all() {
    return bySubnet.values();
  }

  /** Every remembered lease, ended ones too, in no order. */
  List<Lease> leases() {
    return all().stream().flatMap(table -> table.all().stream()).toList();
  }

  /** Names the subnet to {@code listener}, which must not wait, see {@link LeaseTable#notice}. */
  void onPressure(Consumer<UUID> listener) {
    pressure = listener;
  }
}
