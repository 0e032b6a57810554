package io.ironwake.machine;

import io.ironwake.machine.Safety.Quarantine;
import io.ironwake.problem.Problem;
import io.ironwake.store.DatabaseTime;
import io.ironwake.store.Transactions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Sets machines apart that ask to install again and again, until an operator releases them. */
@ApplicationScoped
public class Quarantines {
  private static final Logger LOG = Logger.getLogger(Quarantines.class);
  private static final int LONGEST = 512;

  private final MachineLedger ledger;
  private final Machines machines;
  private final Transactions transactions;
  private final DatabaseTime time;
  private final MeterRegistry meters;

  Quarantines(
      MachineLedger ledger,
      Machines machines,
      Transactions transactions,
      DatabaseTime time,
      MeterRegistry meters) {
    this.ledger = ledger;
    this.machines = machines;
    this.transactions = transactions;
    this.time = time;
    this.meters = meters;
  }

  void start(@Observes StartupEvent event) {
    Gauge.builder("ironwake.machines.quarantined", this, Quarantines::count)
        .description("machines that asked to install again and again and wait for an operator")
        .register(meters);
  }

  private long count() {
    return machines.snapshot().all().stream()
        .filter(machine -> machine.safety().quarantine().isPresent())
        .count();
  }

  /** Since when its servings count; the beginning of time for one that was never released. */
  public Instant countedSinceNow(UUID id) {
    return Optional.ofNullable(ledger.row(id).releasedAt).orElse(Instant.EPOCH);
  }

  /** Sets a machine apart. Inside the caller's transaction. */
  public void setApartNow(UUID id, String reason) {
    MachineEntity row = ledger.row(id);
    row.quarantinedAt = time.now();
    row.quarantineReason = reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST);
    ledger.record(id, "loop-guard", "quarantine", Map.of("reason", row.quarantineReason));
    LOG.warnf("machine=%s quarantine reason=\"%s\"", row.name, reason.replace('"', '\''));
  }

  /**
   * Lets it boot and be approved again. It is handed nothing by that: its install was ended when it
   * was set apart.
   *
   * @throws Problem CONFLICT for a machine that is not in quarantine, STALE, NOT_FOUND
   */
  public Machine release(UUID id, Optional<Long> version, String actor) {
    return transactions.call(
        () -> {
          MachineEntity row = ledger.row(id);
          MachineLedger.checkVersion(row, version);
          if (row.quarantinedAt == null) {
            throw Problem.conflict("machine '" + row.name + "' is not in quarantine");
          }
          String reason = String.valueOf(row.quarantineReason);
          row.quarantinedAt = null;
          row.quarantineReason = null;
          row.releasedAt = time.now();
          return ledger.record(id, actor, "release", Map.of("reason", reason));
        });
  }

  static Optional<Quarantine> of(MachineEntity row) {
    return Optional.ofNullable(row.quarantinedAt)
        .map(at -> new Quarantine(at, Optional.ofNullable(row.quarantineReason).orElse("")));
  }
}
