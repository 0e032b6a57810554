package io.ironwake.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.net.MacAddress;
import io.ironwake.store.Binary;
import io.ironwake.store.Replica;
import io.ironwake.store.Uuid7;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Every step of every boot, for the timeline of a machine. It never delays an answer: events wait
 * in a bounded queue, are written in batches, and are dropped and counted when the database cannot
 * keep up.
 */
@ApplicationScoped
public class FlightRecorder {
  private static final Logger LOG = Logger.getLogger(FlightRecorder.class);
  private static final int WAITING = 16_384;
  private static final int BATCH = 512;
  private static final int KEPT_DAYS = 30;
  private static final long WAIT_MILLIS = 200;
  private static final String INSERT =
      "INSERT INTO boot_event (id, at, machine, mac, boot, install, replica, door, kind, detail) VALUES (?,?,?,?,?,?,?,?,?,?)";

  private final DataSource database;
  private final Uuid7 ids;
  private final Replica replica;
  private final ObjectMapper json;
  private final Clock clock;
  private final Counter dropped;
  private final BlockingQueue<Written> queue = new ArrayBlockingQueue<>(WAITING);
  private final Thread writer =
      Thread.ofPlatform().name("flight-recorder").daemon().unstarted(this::work);
  private volatile boolean stopped;

  private record Written(UUID id, Instant at, BootEvent event) {}

  FlightRecorder(
      DataSource database,
      Uuid7 ids,
      Replica replica,
      ObjectMapper json,
      Clock clock,
      MeterRegistry meters) {
    this.database = database;
    this.ids = ids;
    this.replica = replica;
    this.json = json;
    this.clock = clock;
    this.dropped =
        Counter.builder("ironwake.journal.dropped")
            .description("boot events not written because the database was too slow")
            .register(meters);
  }

  /**
   * One step of a boot.
   *
   * @param door where it happened, such as {@code DHCP}
   * @param kind what happened, such as {@code decision}
   * @param boot the boot id, once a nonce is known
   * @param detail further facts, without secrets
   */
  public record BootEvent(
      String door,
      String kind,
      Optional<MacAddress> mac,
      Optional<UUID> machine,
      Optional<String> boot,
      Optional<UUID> install,
      Map<String, Object> detail) {

    public BootEvent of(Optional<UUID> owner) {
      return new BootEvent(door, kind, mac, owner, boot, install, detail);
    }

    public BootEvent in(String bootId) {
      return new BootEvent(door, kind, mac, machine, Optional.of(bootId), install, detail);
    }

    public BootEvent about(UUID subject) {
      return new BootEvent(door, kind, mac, machine, boot, Optional.of(subject), detail);
    }

    public BootEvent with(Map<String, Object> facts) {
      return new BootEvent(door, kind, mac, machine, boot, install, Map.copyOf(facts));
    }
  }

  public static BootEvent event(String door, String kind, MacAddress mac) {
    return new BootEvent(
        door,
        kind,
        Optional.of(mac),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  public static BootEvent event(String door, String kind) {
    return new BootEvent(
        door,
        kind,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  /** Starts writing; events recorded before wait in the queue. */
  public void start() {
    writer.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopped = true;
    writer.join(TimeUnit.SECONDS.toMillis(2));
  }

  /** Takes an event; never blocks. */
  public void record(BootEvent event) {
    if (!queue.offer(new Written(ids.next(), clock.instant(), event))) {
      dropped.increment();
    }
  }

  /** Ends by a flag: the driver closes a connection whose thread is interrupted. */
  private void work() {
    while (!stopped || !queue.isEmpty()) {
      List<Written> batch = new ArrayList<>();
      try {
        Optional.ofNullable(queue.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS)).ifPresent(batch::add);
        queue.drainTo(batch, BATCH - 1);
        write(batch);
      } catch (InterruptedException e) {
        return;
      } catch (SQLException | RuntimeException e) {
        dropped.increment(batch.size());
        LOG.debugf("%d boot events not written: %s", batch.size(), e.getMessage());
      }
    }
  }

  private void write(List<Written> batch) throws SQLException {
    if (batch.isEmpty()) {
      return;
    }
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Written each : batch) {
        bind(insert, each);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void bind(PreparedStatement insert, Written written) throws SQLException {
    BootEvent event = written.event;
    insert.setBytes(1, Binary.of(written.id));
    insert.setObject(2, LocalDateTime.ofInstant(written.at, ZoneOffset.UTC));
    insert.setBytes(3, event.machine.map(Binary::of).orElse(null));
    insert.setBytes(4, event.mac.map(MacAddress::toBytes).orElse(null));
    insert.setString(5, event.boot.orElse(null));
    insert.setBytes(6, event.install.map(Binary::of).orElse(null));
    insert.setBytes(7, Binary.of(replica.id()));
    insert.setString(8, event.door);
    insert.setString(9, event.kind);
    insert.setString(10, text(event.detail));
  }

  private String text(Map<String, Object> detail) {
    try {
      return json.writeValueAsString(detail);
    } catch (JsonProcessingException e) {
      return "{}";
    }
  }

  /** Forgets events older than 30 days, a bounded number at a time. */
  @io.quarkus.scheduler.Scheduled(every = "1h", delayed = "10m")
  void prune() {
    try (Connection connection = database.getConnection();
        PreparedStatement delete =
            connection.prepareStatement(
                "DELETE FROM boot_event WHERE at < UTC_TIMESTAMP(6) - INTERVAL "
                    + KEPT_DAYS
                    + " DAY LIMIT 10000")) {
      delete.executeUpdate();
    } catch (SQLException e) {
      LOG.debugf("boot events not pruned: %s", e.getMessage());
    }
  }
}
