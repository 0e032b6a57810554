package io.ironwake.boot;

import io.ironwake.boot.Approvals.Approval;
import io.ironwake.machine.Machine;
import io.ironwake.machine.Machines;
import io.ironwake.problem.Problem;
import io.ironwake.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Approves many machines at once: all of them, or none. */
@ApplicationScoped
class BulkApprovals {
  private final Approvals approvals;
  private final ApprovalPlans plans;
  private final Machines machines;
  private final Transactions transactions;
  private final int most;

  BulkApprovals(
      Approvals approvals,
      ApprovalPlans plans,
      Machines machines,
      Transactions transactions,
      @ConfigProperty(name = "ironwake.really-above", defaultValue = "5") int most) {
    this.approvals = approvals;
    this.plans = plans;
    this.machines = machines;
    this.transactions = transactions;
    this.most = most;
  }

  /**
   * Approves them, or says what that would do.
   *
   * @param all how to approve each
   * @param really said by whoever means more machines than a slip of the hand names
   * @param dryRun true to change nothing
   * @throws Problem CONFLICT for too many without {@code really}, NOT_APPROVABLE with the reasons
   *     for each machine that is refused; then none is approved
   */
  List<ApprovalPlan> approve(
      Map<UUID, Approval> all, boolean really, boolean dryRun, String actor) {
    Map<UUID, Machine> before = current(all);
    if (all.size() > most && !really) {
      throw tooMany(before.values().stream().map(Machine::name).toList());
    }
    Map<UUID, Machine> rehearsed = rehearse(all, before, actor);
    if (dryRun) {
      return before.values().stream()
          .map(each -> plans.of(each, Objects.requireNonNull(rehearsed.get(each.id()))))
          .toList();
    }
    return approvals.approveAll(pinned(all, before), actor).stream()
        .map(each -> plans.of(Objects.requireNonNull(before.get(each.id())), each))
        .toList();
  }

  private Map<UUID, Machine> current(Map<UUID, Approval> all) {
    Map<UUID, Machine> current = new LinkedHashMap<>();
    for (UUID id : all.keySet()) {
      current.put(id, transactions.call(() -> machines.currentNow(id)));
    }
    return current;
  }

  /** What was looked at here is what is approved. */
  private static Map<UUID, Approval> pinned(Map<UUID, Approval> all, Map<UUID, Machine> seen) {
    Map<UUID, Approval> pinned = new LinkedHashMap<>();
    all.forEach(
        (id, how) -> pinned.put(id, how.against(Objects.requireNonNull(seen.get(id)).version())));
    return pinned;
  }

  private Problem tooMany(List<String> names) {
    return Problem.of(
        Problem.Kind.CONFLICT,
        "this approves "
            + names.size()
            + " machines at once, more than "
            + most
            + ": "
            + String.join(", ", names)
            + "; if all of them are meant, add really: true (--really)",
        Map.of("machines", names));
  }

  private Map<UUID, Machine> rehearse(
      Map<UUID, Approval> all, Map<UUID, Machine> before, String actor) {
    Map<UUID, Machine> rehearsed = new LinkedHashMap<>();
    Map<String, List<String>> refused = new LinkedHashMap<>();
    all.forEach(
        (id, how) -> {
          try {
            rehearsed.put(id, approvals.rehearse(id, how, actor));
          } catch (Problem e) {
            refused.put(Objects.requireNonNull(before.get(id)).name(), reasons(e));
          }
        });
    if (!refused.isEmpty()) {
      throw refusal(refused);
    }
    return rehearsed;
  }

  private static List<String> reasons(Problem problem) {
    if (problem.kind() == Problem.Kind.UNAVAILABLE) {
      throw problem;
    }
    List<String> reasons = new ArrayList<>();
    if (problem.extensions().get("reasons") instanceof List<?> several) {
      several.forEach(each -> reasons.add(String.valueOf(each)));
    }
    return reasons.isEmpty() ? List.of(problem.detail()) : reasons;
  }

  private static Problem refusal(Map<String, List<String>> refused) {
    StringBuilder all = new StringBuilder("nothing was approved: ");
    refused.forEach(
        (name, reasons) ->
            all.append(name).append(": ").append(String.join("; ", reasons)).append(". "));
    return Problem.of(
        Problem.Kind.NOT_APPROVABLE, all.toString().strip(), Map.of("refused", refused));
  }
}
