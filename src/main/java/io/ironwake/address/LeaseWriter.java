package io.ironwake.address;

import io.ironwake.address.LeaseWrite.Decline;
import io.ironwake.address.LeaseWrite.Grant;
import io.ironwake.address.LeaseWrite.Quarantine;
import io.ironwake.address.LeaseWrite.Release;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Writes leases by group commit: whatever waits when the writer comes round shares one statement
 * and one commit, since the flush to disk is what costs. A grant counts only after the commit
 * returned and only if the row came back as asked. When a group fails it is split, so that one bad
 * row cannot hold back the others.
 */
final class LeaseWriter implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(LeaseWriter.class);
  private static final int GROUP_LIMIT = 128;
  private static final int TRIES = 3;
  private static final long STALLED_NANOS = 1_000_000_000L;
  private static final long IDLE_MILLIS = 100;

  private final BlockingQueue<LeaseWrite> queue;
  private final LeaseConnection connection;
  private final Duration quarantine;
  private final Consumer<Lease> committed;
  private final Function<LeaseRequest, LeaseOutcome> withoutDatabase;
  private final Thread thread =
      Thread.ofPlatform().name("lease-writer").daemon().unstarted(this::run);
  private volatile boolean closed;
  private volatile boolean busy;
  private volatile long busySince;

  /**
   * Starts the writer.
   *
   * @param capacity how many writes may wait
   * @param committed told of each row read back, before the grant's outcome
   * @param withoutDatabase the outcome of a grant that cannot be written
   */
  LeaseWriter(
      DataSource database,
      int capacity,
      Duration quarantine,
      Consumer<Lease> committed,
      Function<LeaseRequest, LeaseOutcome> withoutDatabase) {
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.connection = new LeaseConnection(database);
    this.quarantine = quarantine;
    this.committed = committed;
    this.withoutDatabase = withoutDatabase;
    thread.start();
  }

  /** Queues a write; false when the queue is full. */
  boolean offer(LeaseWrite write) {
    return queue.offer(write);
  }

  /** True while the database does not answer, or not in time. */
  boolean isStalled() {
    return connection.isAway() || busy && System.nanoTime() - busySince > STALLED_NANOS;
  }

  int waiting() {
    return queue.size();
  }

  /** Ends the writer; what still waits is answered without the database. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void run() {
    List<LeaseWrite> batch = new ArrayList<>();
    try {
      while (!closed) {
        gather(batch);
        busySince = System.nanoTime();
        busy = true;
        writeQuietly(batch);
        busy = false;
        batch.clear();
      }
    } catch (InterruptedException stopped) {
      LOG.debug("the lease writer was stopped while idle");
    } finally {
      connection.rest();
      queue.drainTo(batch);
      batch.forEach(this::giveUp);
    }
  }

  private void gather(List<LeaseWrite> batch) throws InterruptedException {
    batch.add(first());
    queue.drainTo(batch, GROUP_LIMIT - 1);
  }

  private LeaseWrite first() throws InterruptedException {
    LeaseWrite soon = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
    if (soon != null) {
      return soon;
    }
    connection.rest();
    return queue.take();
  }

  private void writeQuietly(List<LeaseWrite> batch) {
    try {
      write(batch);
    } catch (RuntimeException bug) {
      LOG.error("a lease group failed", bug);
      batch.forEach(this::giveUp);
    }
  }

  // In order of arrival: a release before a grant of the same address must not overtake it.
  private void write(List<LeaseWrite> batch) {
    Map<Boolean, List<Grant>> groups = new HashMap<>();
    Set<LeaseWrite.Key> keys = new HashSet<>();
    for (LeaseWrite write : batch) {
      if (!(write instanceof Grant grant) || !keys.add(grant.key())) {
        groups.forEach((matchClientId, group) -> writeGroup(group, matchClientId, 1));
        groups.clear();
        keys.clear();
      }
      switch (write) {
        case Grant grant -> {
          keys.add(grant.key());
          groups
              .computeIfAbsent(
                  grant.request().subnet().lease().matchClientId(), flag -> new ArrayList<>())
              .add(grant);
        }
        case Release release -> update(write, key(release.subnet(), release.address()));
        case Decline decline -> update(write, key(decline.subnet(), decline.address()));
        case Quarantine found -> update(write, key(found.subnet(), found.address()));
      }
    }
    groups.forEach((matchClientId, group) -> writeGroup(group, matchClientId, 1));
  }

  private static LeaseWrite.Key key(java.util.UUID subnet, io.ironwake.net.Ipv4 address) {
    return new LeaseWrite.Key(subnet, address);
  }

  private void writeGroup(List<Grant> group, boolean matchClientId, int tries) {
    if (connection.isAway()) {
      group.forEach(this::giveUp);
      return;
    }
    List<Grant> sorted = group.stream().sorted(Comparator.comparing(Grant::key)).toList();
    try {
      settle(sorted, connection.run(open -> LeaseRows.grant(open, sorted, matchClientId)));
    } catch (SQLException failure) {
      LOG.debugf("a lease group of %d failed: %s", sorted.size(), failure.getMessage());
      retry(sorted, matchClientId, tries);
    }
  }

  private void retry(List<Grant> group, boolean matchClientId, int tries) {
    if (group.size() > 1) {
      int half = group.size() / 2;
      writeGroup(group.subList(0, half), matchClientId, tries);
      writeGroup(group.subList(half, group.size()), matchClientId, tries);
    } else if (tries < TRIES) {
      writeGroup(group, matchClientId, tries + 1);
    } else {
      group.forEach(this::giveUp);
    }
  }

  private void settle(List<Grant> group, List<Lease> rows) {
    Map<LeaseWrite.Key, Lease> byKey = new HashMap<>();
    rows.forEach(row -> byKey.put(key(row.subnet(), row.address()), row));
    rows.forEach(committed);
    for (Grant grant : group) {
      LeaseRequest request = grant.request();
      Lease row = byKey.get(grant.key());
      boolean ours = row != null && row.isHolder(request.client().hardware());
      grant
          .outcome()
          .complete(
              ours
                  ? new LeaseOutcome.Granted(request.address(), request.lifetime())
                  : new LeaseOutcome.Refused(request.address() + " is held by another client"));
    }
  }

  private void update(LeaseWrite write, LeaseWrite.Key key) {
    if (connection.isAway()) {
      return;
    }
    try {
      List<Lease> rows =
          connection.run(
              open -> {
                change(open, write);
                return LeaseRows.at(open, key);
              });
      rows.forEach(committed);
    } catch (SQLException failure) {
      LOG.debugf(
          "a lease was not released or declined, it ends by itself: %s", failure.getMessage());
    }
  }

  private void change(Connection open, LeaseWrite write) throws SQLException {
    switch (write) {
      case Release release -> LeaseRows.release(open, release);
      case Decline decline -> LeaseRows.decline(open, decline, quarantine);
      case Quarantine found -> LeaseRows.quarantine(open, found, quarantine);
      case Grant grant ->
          throw new IllegalArgumentException("grants are written in groups: " + grant.key());
    }
  }

  private void giveUp(LeaseWrite write) {
    if (write instanceof Grant grant) {
      grant.outcome().complete(withoutDatabase.apply(grant.request()));
    }
  }
}
