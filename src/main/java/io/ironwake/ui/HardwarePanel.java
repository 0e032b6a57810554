package io.ironwake.ui;

import io.ironwake.hardware.Findings;
import io.ironwake.machine.Inventory;
import io.ironwake.machine.Machine;
import io.ironwake.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** What a machine's page shows of its hardware and of what is wrong with it. */
@ApplicationScoped
class HardwarePanel {
  private final Inventory inventory;
  private final Findings findings;
  private final Transactions transactions;

  HardwarePanel(Inventory inventory, Findings findings, Transactions transactions) {
    this.inventory = inventory;
    this.findings = findings;
    this.transactions = transactions;
  }

  /** The values of the template: lists that are empty where there is nothing. */
  Map<String, Object> of(Machine machine) {
    List<HardwareLines> hardware =
        machine.hardware().isEmpty()
            ? List.of()
            : transactions.call(() -> inventory.newestNow(machine.id())).stream()
                .map(facts -> HardwareLines.of(facts, machine.disk()))
                .toList();
    return Map.of(
        "hardware",
        hardware,
        "findings",
        findings.of(machine.id()).stream().map(FindingLine::of).toList());
  }
}
