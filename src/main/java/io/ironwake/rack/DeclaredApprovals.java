package io.ironwake.rack;

import io.ironwake.boot.Approvals;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineHistory;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.Machines;
import io.ironwake.problem.Problem;
import io.ironwake.rack.RackFile.DeclaredMachine;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * {@code approved: true} acts once, on a machine that was never installed, and only where somebody
 * knows what the machines lived through.
 */
@ApplicationScoped
class DeclaredApprovals {
  private final Machines machines;
  private final Approvals approvals;
  private final MachineHistory history;

  DeclaredApprovals(Machines machines, Approvals approvals, MachineHistory history) {
    this.machines = machines;
    this.approvals = approvals;
    this.history = history;
  }

  /**
   * Approves a machine where its document says so and nothing speaks against it.
   *
   * @param why approvals wait at all, if they do
   * @param approved takes one sentence when it was approved
   * @param waiting takes one sentence when it could not be
   */
  void approve(
      DeclaredMachine declared,
      Optional<String> why,
      String actor,
      List<String> approved,
      List<String> waiting) {
    Optional<Machine> fresh = fresh(declared);
    if (fresh.isEmpty()) {
      return;
    }
    Machine machine = fresh.get();
    Optional<String> obstacle = why.or(() -> obstacle(machine, actor));
    obstacle.ifPresentOrElse(
        text -> waiting.add("machine " + machine.name() + " is not approved: " + text),
        () -> approved.add("machine " + machine.name() + " approved"));
  }

  /** True when applying would ask for its approval. */
  boolean wouldAsk(DeclaredMachine declared) {
    boolean known = declared.name().flatMap(machines.snapshot()::byName).isPresent();
    return declared.approved().orElse(false) && (!known || fresh(declared).isPresent());
  }

  private Optional<Machine> fresh(DeclaredMachine declared) {
    return Optional.of(declared)
        .filter(each -> each.approved().orElse(false))
        .flatMap(DeclaredMachine::name)
        .flatMap(machines.snapshot()::byName)
        .filter(each -> each.state() instanceof MachineState.Discovered && each.installs() == 0)
        .filter(each -> !history.hasLived(each.id()));
  }

  /** Approves the machine, or tells why it must wait: a file is no reason to refuse to start. */
  private Optional<String> obstacle(Machine machine, String actor) {
    if (machine.nics().stream().anyMatch(nic -> history.hasLived(nic.mac()))) {
      return Optional.of(
          "a machine with its MAC was deleted after it had been approved or adopted; approve it by hand");
    }
    try {
      approvals.approve(machine.id(), Approvals.Approval.PLAIN, actor);
      return Optional.empty();
    } catch (Problem e) {
      if (e.kind() == Problem.Kind.UNAVAILABLE) {
        throw e;
      }
      return Optional.of(e.detail());
    }
  }
}
