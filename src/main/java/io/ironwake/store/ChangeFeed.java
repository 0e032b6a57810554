package io.ironwake.store;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Reads the change log, one position per replica, and lets each {@link ChangeListener} refresh what
 * changed. It runs after every commit of this process and every half second for the others'
 * changes.
 */
@ApplicationScoped
public class ChangeFeed {
  private static final Logger LOG = Logger.getLogger(ChangeFeed.class);
  private static final long POLL_MILLIS = 500;

  private record Change(UUID replica, long n, String kind, UUID subject) {}

  private final EntityManager database;
  private final Replica replica;
  private final DatabaseTime time;
  private final Instance<ChangeListener> listeners;
  private final Map<UUID, Long> positions = new HashMap<>();
  private final ScheduledExecutorService poller =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("change-feed").daemon().factory());
  private final AtomicLong commits = new AtomicLong();
  private long served;
  private boolean started;
  private boolean behind;

  ChangeFeed(
      EntityManager database,
      Replica replica,
      DatabaseTime time,
      @Any Instance<ChangeListener> listeners) {
    this.database = database;
    this.replica = replica;
    this.time = time;
    this.listeners = listeners;
  }

  /**
   * Registers this replica and loads every snapshot. Nothing may be recorded or decided before it
   * returns.
   */
  public synchronized void start() {
    replica.register();
    QuarkusTransaction.requiringNew().run(this::takePositions);
    listeners.forEach(ChangeListener::reload);
    started = true;
    poller.scheduleWithFixedDelay(
        this::pollQuietly, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Lets a poll under way finish: the driver closes a connection whose thread is interrupted. */
  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    poller.shutdown();
    poller.awaitTermination(2, TimeUnit.SECONDS);
  }

  /**
   * Catches up after a commit of this process; a failure is made good by the next poll. Many that
   * committed at the same time share one poll: whoever waits while one is under way is served by
   * the next.
   */
  void committed() {
    long mine = commits.incrementAndGet();
    synchronized (this) {
      if (served < mine) {
        long upTo = commits.get();
        pollQuietly();
        served = upTo;
      }
    }
  }

  private void pollQuietly() {
    try {
      poll();
    } catch (RuntimeException e) {
      behind = true;
      LOG.debug("change log not read; snapshots stay as they are until the database answers", e);
    }
  }

  private synchronized void poll() {
    if (!started) {
      return;
    }
    if (behind) {
      listeners.forEach(ChangeListener::reload);
      behind = false;
    }
    List<Change> unread = QuarkusTransaction.requiringNew().call(this::unread);
    Map<String, Set<UUID>> changed =
        unread.stream()
            .collect(
                Collectors.groupingBy(
                    Change::kind, Collectors.mapping(Change::subject, Collectors.toSet())));
    for (ChangeListener listener : listeners) {
      Optional.ofNullable(changed.get(listener.kind())).ifPresent(listener::changed);
    }
    unread.forEach(change -> positions.merge(change.replica, change.n, Math::max));
  }

  @SuppressWarnings("unchecked")
  private void takePositions() {
    time.now();
    List<Object[]> rows =
        database
            .createNativeQuery("SELECT id, change_n FROM replica", Object[].class)
            .getResultList();
    rows.forEach(row -> positions.put(Binary.uuid((byte[]) row[0]), ((Number) row[1]).longValue()));
  }

  private List<Change> unread() {
    time.now();
    takeNewReplicas();
    return positions.entrySet().stream()
        .flatMap(each -> unread(each.getKey(), each.getValue()).stream())
        .toList();
  }

  @SuppressWarnings("unchecked")
  private void takeNewReplicas() {
    List<byte[]> ids =
        database.createNativeQuery("SELECT id FROM replica", byte[].class).getResultList();
    ids.forEach(id -> positions.putIfAbsent(Binary.uuid(id), 0L));
    positions.keySet().retainAll(ids.stream().map(Binary::uuid).collect(Collectors.toSet()));
  }

  @SuppressWarnings("unchecked")
  private List<Change> unread(UUID of, long after) {
    List<Object[]> rows =
        database
            .createNativeQuery(
                "SELECT n, kind, subject FROM change_log WHERE replica = ?1 AND n > ?2 ORDER BY n",
                Object[].class)
            .setParameter(1, Binary.of(of))
            .setParameter(2, after)
            .getResultList();
    return rows.stream()
        .map(
            row ->
                new Change(
                    of,
                    ((Number) row[0]).longValue(),
                    (String) row[1],
                    Binary.uuid((byte[]) row[2])))
        .toList();
  }
}
