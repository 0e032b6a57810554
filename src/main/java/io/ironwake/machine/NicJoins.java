package io.ironwake.machine;

import io.ironwake.net.MacAddress;
import io.ironwake.problem.Problem;
import io.ironwake.store.ChangeLog;
import io.ironwake.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/** Puts a NIC that was discovered by itself into the machine it really sits in. */
@ApplicationScoped
class NicJoins {
  private final MachineRows rows;
  private final Transactions transactions;
  private final ChangeLog changes;
  private final MachineLedger ledger;

  NicJoins(MachineRows rows, Transactions transactions, ChangeLog changes, MachineLedger ledger) {
    this.rows = rows;
    this.transactions = transactions;
    this.changes = changes;
    this.ledger = ledger;
  }

  /**
   * Moves a NIC from the Discovered machine it was first seen as to the machine it really sits in.
   *
   * @throws Problem CONFLICT when its present machine is more than a discovery
   */
  Machine join(UUID id, MacAddress mac, String actor) {
    return transactions.call(
        () -> {
          MachineEntity target = ledger.row(id);
          UUID owner =
              rows.ownerOf(mac).orElseThrow(() -> Problem.notFound("no machine has MAC " + mac));
          if (owner.equals(id)) {
            return rows.machine(target, rows.nics(id));
          }
          MachineEntity source = ledger.row(owner);
          if (!source.state.equals("DISCOVERED") || source.installs > 0) {
            throw Problem.conflict(
                "MAC "
                    + mac
                    + " belongs to machine '"
                    + source.name
                    + "', which is "
                    + source.state
                    + "; retire or delete that one first");
          }
          rows.moveNic(mac, id);
          if (rows.nics(owner).isEmpty()) {
            ledger.forget(
                source, actor, Map.of("name", source.name, "why", "joined to " + target.name));
          }
          changes.record(Machines.KIND, owner);
          return ledger.record(
              id, actor, "join", Map.of("mac", mac.toString(), "from", source.name));
        });
  }
}
