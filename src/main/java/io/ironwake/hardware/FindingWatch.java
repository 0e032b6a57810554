package io.ironwake.hardware;

import io.ironwake.journal.FlightRecorder;
import io.ironwake.machine.Machine;
import io.ironwake.machine.Machines;
import io.ironwake.problem.Problem;
import io.ironwake.store.Binary;
import io.ironwake.store.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Says once when something is found wrong with a machine, and once when it is well again: in the
 * log, on the machine's timeline, and as a metric. The table remembers what was said, so that
 * neither a restart nor a second replica says it again.
 */
@ApplicationScoped
class FindingWatch {
  private static final Logger LOG = Logger.getLogger(FindingWatch.class);

  private final Findings findings;
  private final Machines machines;
  private final EntityManager database;
  private final Transactions transactions;
  private final FlightRecorder recorder;
  private final MultiGauge gauge;
  private Map<Key, Finding> before = Map.of();

  private record Key(UUID machine, String code) {}

  FindingWatch(
      Findings findings,
      Machines machines,
      EntityManager database,
      Transactions transactions,
      FlightRecorder recorder,
      MeterRegistry metrics) {
    this.findings = findings;
    this.machines = machines;
    this.database = database;
    this.transactions = transactions;
    this.recorder = recorder;
    this.gauge =
        MultiGauge.builder("ironwake.findings")
            .description("machines with something wrong with their hardware or identity, by code")
            .register(metrics);
  }

  @Scheduled(
      every = "{ironwake.sweep-every:5s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  synchronized void look() {
    Map<Key, Finding> now = new HashMap<>();
    findings.fresh().forEach((id, its) -> its.forEach(it -> now.put(new Key(id, it.code()), it)));
    try {
      for (Map.Entry<Key, Finding> each : now.entrySet()) {
        if (!before.containsKey(each.getKey()) && isNews(each.getKey())) {
          tell(each.getKey(), each.getValue());
        }
      }
      Set<Key> gone = new HashSet<>(before.keySet());
      gone.removeAll(now.keySet());
      gone.stream().filter(this::isOver).forEach(this::tellOver);
      before = now;
      publish(now);
    } catch (Problem e) {
      LOG.debugf("findings are told later: %s", e.detail());
    }
  }

  private boolean isNews(Key key) {
    return write(
        "INSERT IGNORE INTO finding (machine, code, since) VALUES (?1, ?2, UTC_TIMESTAMP(6))", key);
  }

  private boolean isOver(Key key) {
    return write("DELETE FROM finding WHERE machine = ?1 AND code = ?2", key);
  }

  private boolean write(String statement, Key key) {
    return transactions.call(
        () ->
            database
                    .createNativeQuery(statement)
                    .setParameter(1, Binary.of(key.machine))
                    .setParameter(2, key.code)
                    .executeUpdate()
                == 1);
  }

  private void tell(Key key, Finding finding) {
    LOG.warnf(
        "machine=%s finding=%s reason=\"%s\"", name(key.machine), finding.code(), finding.text());
    recorder.record(
        FlightRecorder.event("SWEEP", "finding")
            .of(Optional.of(key.machine))
            .with(Map.of("code", key.code, "reason", finding.text(), "fix", finding.fix())));
  }

  private void tellOver(Key key) {
    LOG.infof("machine=%s finding=%s is over", name(key.machine), key.code);
    recorder.record(
        FlightRecorder.event("SWEEP", "finding-over")
            .of(Optional.of(key.machine))
            .with(Map.of("code", key.code)));
  }

  private String name(UUID machine) {
    return machines.snapshot().byId(machine).map(Machine::name).orElse(machine.toString());
  }

  private void publish(Map<Key, Finding> now) {
    Map<Tags, Integer> counts = new HashMap<>();
    now.values()
        .forEach(
            it ->
                counts.merge(
                    Tags.of(
                        "code",
                        it.code(),
                        "severity",
                        it.severity().name().toLowerCase(java.util.Locale.ROOT)),
                    1,
                    Integer::sum));
    List<MultiGauge.Row<?>> rows =
        counts.entrySet().stream()
            .<MultiGauge.Row<?>>map(it -> MultiGauge.Row.of(it.getKey(), it.getValue()))
            .toList();
    gauge.register(rows, true);
  }
}
