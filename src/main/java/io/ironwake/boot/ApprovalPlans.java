package io.ironwake.boot;

import io.ironwake.machine.InstallContribution.Membership;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState;
import io.ironwake.profile.Profile;
import io.ironwake.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Says what an approval wipes, and what to think of before. */
@ApplicationScoped
class ApprovalPlans {
  private final ApprovalCheck check;
  private final Memberships memberships;
  private final InstallRows rows;
  private final Installs installs;
  private final Transactions transactions;

  ApprovalPlans(
      ApprovalCheck check,
      Memberships memberships,
      InstallRows rows,
      Installs installs,
      Transactions transactions) {
    this.check = check;
    this.memberships = memberships;
    this.rows = rows;
    this.installs = installs;
    this.transactions = transactions;
  }

  /**
   * The plan.
   *
   * @param before the machine as it was before its approval
   * @param after as it is after it
   */
  ApprovalPlan of(Machine before, Machine after) {
    Profile profile = check.profile(after);
    String was = was(before);
    return new ApprovalPlan(
        after.id(),
        after.name(),
        after.state().name(),
        after.version(),
        after.smbiosUuid(),
        after.serial(),
        after.disk(),
        was,
        profile.os().title() + " " + profile.version() + " by profile " + profile.name(),
        Guards.words(after, profile, Guards.identity(before, profile, new ArrayList<>())),
        warnings(before, was));
  }

  private List<String> warnings(Machine machine, String was) {
    List<String> warnings = new ArrayList<>();
    if (machine.state() instanceof MachineState.Installed) {
      warnings.add(
          "'" + machine.name() + "' is installed: " + was + " is wiped from " + disk(machine));
      memberships.of(machine).map(Membership::warning).ifPresent(warnings::add);
    }
    if (machine.smbiosUuid().isEmpty() && machine.serial().isEmpty()) {
      warnings.add(
          "nothing but the MAC tells '"
              + machine.name()
              + "' from other machines: it never presented an SMBIOS uuid or serial number");
    }
    return List.copyOf(warnings);
  }

  private static String disk(Machine machine) {
    return machine.disk().orElse("its disk");
  }

  private String was(Machine machine) {
    return switch (machine.state()) {
      case MachineState.Installed s ->
          s.install()
              .map(this::described)
              .orElse("a system that an operator declared as installed");
      case MachineState.Failed s -> "a failed install of " + described(s.install());
      default ->
          machine.installs() == 0
              ? "unknown, it was never installed from here"
              : "unknown, its last install did not end here";
    };
  }

  private String described(UUID install) {
    return transactions.call(
        () ->
            rows.findByIdOptional(install)
                .map(
                    row ->
                        installs.open(row).release().folder()
                            + " by profile "
                            + row.profile
                            + ", install "
                            + row.number)
                .orElse("unknown"));
  }
}
