package io.ironwake.machine;

import io.ironwake.machine.LifecycleEvent.ApprovalExpired;
import io.ironwake.machine.LifecycleEvent.DeadlinePassed;
import io.ironwake.problem.Problem;
import io.ironwake.store.DatabaseTime;
import io.ironwake.store.Transactions;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Ends approvals and installs whose time is over. It computes from what the database holds, so a
 * restart, or the death of the replica that served an install, changes nothing.
 */
@ApplicationScoped
class DeadlineSweep {
  private static final Logger LOG = Logger.getLogger(DeadlineSweep.class);
  private static final int BATCH = 200;

  private final MachineRows rows;
  private final Machines machines;
  private final Transactions transactions;
  private final DatabaseTime time;
  private final Deadlines deadlines;
  private final Event<InstallEnded> ended;

  DeadlineSweep(
      MachineRows rows,
      Machines machines,
      Transactions transactions,
      DatabaseTime time,
      Deadlines deadlines,
      Event<InstallEnded> ended) {
    this.rows = rows;
    this.machines = machines;
    this.transactions = transactions;
    this.time = time;
    this.deadlines = deadlines;
    this.ended = ended;
  }

  @Scheduled(
      every = "{ironwake.sweep-every:5s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void sweep() {
    try {
      transactions.call(() -> List.copyOf(rows.overdue(BATCH))).forEach(this::end);
    } catch (Problem e) {
      LOG.debugf("sweep put off: %s", e.detail());
    }
  }

  /** One machine that cannot be ended keeps the others from nothing. */
  private void end(UUID id) {
    try {
      transactions.run(() -> endIfOverdue(id));
    } catch (RuntimeException e) {
      LOG.errorf(
          e, "machine %s could not be ended although its time is over; it is tried again", id);
    }
  }

  private void endIfOverdue(UUID id) {
    Instant now = time.now();
    Machine machine = machines.currentNow(id);
    switch (machine.state()) {
      case MachineState.Approved s when deadlines.isOver(s, now) -> {
        machines.sendNow(id, new ApprovalExpired(), "sweep", Map.of());
        ended.fire(new InstallEnded(s.install(), "EXPIRED", "the approval expired unused"));
        LOG.infof(
            "machine=%s state=%s reason=\"the approval expired unused; approve it again\"",
            machine.name(), s.before().name());
      }
      case MachineState.Installing s when deadlines.isOver(s, now) -> {
        String reason = overdueReason(s);
        machines.sendNow(id, new DeadlinePassed(reason, now), "sweep", Map.of());
        ended.fire(new InstallEnded(s.install(), "FAILED", reason));
        LOG.warnf("machine=%s state=FAILED reason=\"%s\"", machine.name(), reason);
      }
      default -> {}
    }
  }

  private static String overdueReason(MachineState.Installing s) {
    return s.configAt().isPresent()
        ? "the installer fetched its configuration but nothing reported in time; look at the machine's console"
        : "the installer never fetched its configuration: it did not start, has no network, or (k3OS) found an existing"
            + " K3OS_STATE partition and booted that; approve again to install over it";
  }
}
