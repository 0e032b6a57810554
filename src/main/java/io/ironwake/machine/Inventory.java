package io.ironwake.machine;

import io.ironwake.store.Binary;
import io.ironwake.store.ChangeLog;
import io.ironwake.store.DatabaseTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What inspectors found in each machine. The newest inventory is also summed up in the machine's
 * row, where the snapshots, selectors and searches have it. Every method runs inside the caller's
 * transaction.
 */
@ApplicationScoped
public class Inventory {
  /** How many different inventories are kept of a machine. */
  static final int KEPT = 5;

  private final EntityManager database;
  private final MachineLedger ledger;
  private final Sightings sightings;
  private final ChangeLog changes;
  private final DatabaseTime time;

  Inventory(
      EntityManager database,
      MachineLedger ledger,
      Sightings sightings,
      ChangeLog changes,
      DatabaseTime time) {
    this.database = database;
    this.ledger = ledger;
    this.sightings = sightings;
    this.changes = changes;
    this.time = time;
  }

  /** The newest inventory of a machine. */
  public Optional<HardwareFacts> newestNow(UUID machine) {
    return historyNow(machine).stream().findFirst();
  }

  /** The inventories of a machine that differ, newest first. */
  public List<HardwareFacts> historyNow(UUID machine) {
    return database
        .createNativeQuery(
            "SELECT document FROM inventory WHERE machine = ?1 ORDER BY at DESC", String.class)
        .setParameter(1, Binary.of(machine))
        .getResultStream()
        .map(document -> FactsJson.facts((String) document))
        .toList();
  }

  /**
   * Takes what an inspector sent, and what it says of the machine's identity where that was not
   * known. What is different from the inventory before goes into the audit.
   *
   * @param document of at most {@link FactsJson#LARGEST} bytes
   * @return what changed, in sentences; empty for the same hardware as before, and for the first
   *     inventory
   * @throws io.ironwake.problem.Problem INVALID for a document that is out of bounds, NOT_FOUND
   */
  public List<String> takeNow(UUID machine, byte[] document) {
    HardwareFacts facts = FactsJson.received(document, time.now());
    MachineEntity row = ledger.row(machine);
    Optional<HardwareFacts> before = newestNow(machine);
    HardwareSummary summary = HardwareSummary.of(facts);
    List<String> different = before.map(it -> HardwareChanges.between(it, facts)).orElse(List.of());
    if (before.isPresent() && different.isEmpty()) {
      forget(machine, before.get());
    }
    store(machine, facts);
    row.hardware = FactsJson.write(summary);
    sightings.identifyNow(machine, summary.uuid(), summary.serial());
    summary.macs().forEach(mac -> sightings.seenInsideNow(mac, machine));
    if (before.isEmpty() || !different.isEmpty()) {
      ledger.record(machine, "machine", "inventory", detail(facts, different));
    } else {
      changes.record(Machines.KIND, machine);
    }
    return different;
  }

  private static Map<String, Object> detail(HardwareFacts facts, List<String> different) {
    return different.isEmpty()
        ? Map.of(
            "source", facts.source(), "disks", facts.disks().size(), "nics", facts.nics().size())
        : Map.of("source", facts.source(), "changed", different);
  }

  /** The same hardware seen again takes the place of the older row. */
  private void forget(UUID machine, HardwareFacts seen) {
    database
        .createNativeQuery("DELETE FROM inventory WHERE machine = ?1 AND at = ?2")
        .setParameter(1, Binary.of(machine))
        .setParameter(2, stored(seen.takenAt()))
        .executeUpdate();
  }

  private static LocalDateTime stored(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }

  private void store(UUID machine, HardwareFacts facts) {
    database
        .createNativeQuery("INSERT INTO inventory (machine, at, document) VALUES (?1, ?2, ?3)")
        .setParameter(1, Binary.of(machine))
        .setParameter(2, stored(facts.takenAt()))
        .setParameter(3, FactsJson.write(facts))
        .executeUpdate();
    database
        .createNativeQuery(
            "DELETE FROM inventory WHERE machine = ?1 AND at NOT IN"
                + " (SELECT at FROM (SELECT at FROM inventory WHERE machine = ?1 ORDER BY at DESC LIMIT ?2) AS kept)")
        .setParameter(1, Binary.of(machine))
        .setParameter(2, KEPT)
        .executeUpdate();
  }
}
