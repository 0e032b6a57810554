package io.ironwake.boot;

import io.ironwake.machine.LifecycleEvent;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.Machines;
import io.ironwake.problem.Problem;
import io.ironwake.store.DatabaseTime;
import io.ironwake.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The ways an approval or a running install ends without having installed. */
@ApplicationScoped
public class Withdrawals {
  private final Machines machines;
  private final Installs installs;
  private final Transactions transactions;
  private final DatabaseTime time;

  Withdrawals(Machines machines, Installs installs, Transactions transactions, DatabaseTime time) {
    this.machines = machines;
    this.installs = installs;
    this.transactions = transactions;
    this.time = time;
  }

  /** Takes an unused approval back. */
  public Machine cancel(UUID id, Optional<Long> version, String actor) {
    return end(
        id, version, new LifecycleEvent.Cancel(), actor, "CANCELLED", "an operator cancelled it");
  }

  /**
   * Gives an install up; the machine is FAILED with this reason and boots its disk.
   *
   * @param reason for the operator who reads it later
   */
  public Machine abandon(UUID id, Optional<Long> version, String reason, String actor) {
    return transactions.call(
        () ->
            endNow(
                id,
                version,
                new LifecycleEvent.Abandon("abandoned: " + reason, time.now()),
                actor,
                "ABANDONED",
                reason));
  }

  private Machine end(
      UUID id,
      Optional<Long> version,
      LifecycleEvent event,
      String actor,
      String outcome,
      String reason) {
    return transactions.call(() -> endNow(id, version, event, actor, outcome, reason));
  }

  private Machine endNow(
      UUID id,
      Optional<Long> version,
      LifecycleEvent event,
      String actor,
      String outcome,
      String reason) {
    Machine before = machines.currentNow(id);
    if (version.isPresent() && version.get() != before.version()) {
      throw Problem.of(
          Problem.Kind.STALE,
          "machine '" + before.name() + "' changed meanwhile; read it again",
          Map.of("version", before.version()));
    }
    Machine after = machines.sendNow(id, event, actor, Map.of());
    before.state().currentInstall().ifPresent(install -> installs.endNow(install, outcome, reason));
    return after;
  }

  /**
   * Takes back every living approval and gives up every running install, for a database that no
   * longer knows what its machines have lived through.
   *
   * @return how many
   */
  public int disarmAll(String reason) {
    int disarmed = 0;
    for (Machine machine : List.copyOf(machines.snapshot().all())) {
      switch (machine.state()) {
        case MachineState.Approved s -> {
          end(
              machine.id(),
              Optional.empty(),
              new LifecycleEvent.Cancel(),
              "sweep",
              "CANCELLED",
              reason);
          disarmed++;
        }
        case MachineState.Installing s -> {
          transactions.run(
              () ->
                  endNow(
                      machine.id(),
                      Optional.empty(),
                      new LifecycleEvent.Abandon(reason, time.now()),
                      "sweep",
                      "ABANDONED",
                      reason));
          disarmed++;
        }
        default -> {}
      }
    }
    return disarmed;
  }
}
