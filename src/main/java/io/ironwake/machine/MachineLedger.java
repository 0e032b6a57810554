package io.ironwake.machine;

import io.ironwake.journal.Audit;
import io.ironwake.problem.Problem;
import io.ironwake.store.ChangeLog;
import io.ironwake.store.DatabaseTime;
import io.ironwake.store.Uuid7;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads and writes one machine's row with its audit row and change record. Every method runs inside
 * the caller's transaction.
 */
@ApplicationScoped
class MachineLedger {
  private final MachineRows rows;
  private final ChangeLog changes;
  private final Audit audit;
  private final DatabaseTime time;
  private final Uuid7 ids;
  private final Deadlines deadlines;

  MachineLedger(
      MachineRows rows,
      ChangeLog changes,
      Audit audit,
      DatabaseTime time,
      Uuid7 ids,
      Deadlines deadlines) {
    this.rows = rows;
    this.changes = changes;
    this.audit = audit;
    this.time = time;
    this.ids = ids;
    this.deadlines = deadlines;
  }

  MachineEntity newRow(String name) {
    MachineEntity row = new MachineEntity();
    row.id = ids.next();
    row.name = name;
    row.arguments = "[]";
    row.labels = "{}";
    row.createdAt = time.now();
    row.updatedAt = row.createdAt;
    put(row, new MachineState.Discovered());
    return row;
  }

  Machine record(UUID id, String actor, String action, Map<String, ?> detail) {
    MachineEntity row = row(id);
    row.updatedAt = time.now();
    rows.flush();
    audit.record(actor, action, Machines.KIND, id, Optional.of(id), detail);
    changes.record(Machines.KIND, id);
    return rows.machine(row, rows.nics(id));
  }

  void put(MachineEntity row, MachineState state) {
    row.state = state.name();
    row.stateData = StateJson.write(state);
    row.deadline = deadlines.of(state).orElse(null);
  }

  MachineEntity row(UUID id) {
    return rows.findByIdOptional(id)
        .orElseThrow(() -> Problem.notFound("there is no machine " + id));
  }

  /** Removes the row; its audit rows stay. */
  void forget(MachineEntity row, String actor, Map<String, ?> detail) {
    audit.record(actor, "delete", Machines.KIND, row.id, Optional.of(row.id), detail);
    rows.removeInventory(row.id);
    rows.delete(row);
    changes.record(Machines.KIND, row.id);
  }

  static void checkVersion(MachineEntity row, Optional<Long> version) {
    if (version.isPresent() && version.get() != row.version) {
      throw Problem.of(
          Problem.Kind.STALE,
          "machine '"
              + row.name
              + "' changed meanwhile; read it again and repeat with the ETag \""
              + row.version
              + "\"",
          Map.of("version", row.version));
    }
  }
}
