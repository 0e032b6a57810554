package io.ironwake.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Tells every replica which rows changed, in the transaction that changes them. A replica's changes
 * are numbered by a row of its own, locked from their writing to the commit: all writers of this
 * process wait there for each other, so {@link Transactions} writes them last.
 */
@ApplicationScoped
public class ChangeLog {
  private static final Object KEY = ChangeLog.class;

  /** Written by one statement; more are written in several. */
  private static final int AT_ONCE = 16;

  private final EntityManager database;
  private final Replica replica;
  private final TransactionSynchronizationRegistry transaction;

  /** One changed row. */
  private record Change(String kind, UUID subject) {}

  /** What a transaction changed so far. */
  private record Collected(Set<Change> changes) {}

  ChangeLog(
      EntityManager database, Replica replica, TransactionSynchronizationRegistry transaction) {
    this.database = database;
    this.replica = replica;
    this.transaction = transaction;
  }

  /**
   * Records a change of one row; call it inside the transaction that makes the change.
   *
   * @param kind the kind of row, at most 32 characters, such as {@code machine}
   * @param subject the row's key
   */
  public void record(String kind, UUID subject) {
    Change change = new Change(kind, subject);
    if (transaction.getResource(KEY) instanceof Collected collected) {
      collected.changes.add(change);
    } else {
      write(List.of(change));
    }
  }

  /** From here to {@link #writeCollected} changes are only noted. Inside the transaction. */
  void collect() {
    transaction.putResource(KEY, new Collected(new LinkedHashSet<>()));
  }

  /** Writes what was noted, each row once. Inside the transaction, as its last work. */
  void writeCollected() {
    if (transaction.getResource(KEY) instanceof Collected collected) {
      List<Change> all = new ArrayList<>(collected.changes);
      for (int from = 0; from < all.size(); from += AT_ONCE) {
        write(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
      }
    }
  }

  private void write(List<Change> changes) {
    Query query =
        database
            .createNativeQuery(statement(changes.size()))
            .setParameter(1, Binary.of(replica.id()));
    for (int i = 0; i < changes.size(); i++) {
      query.setParameter(2 * i + 2, changes.get(i).kind);
      query.setParameter(2 * i + 3, Binary.of(changes.get(i).subject));
    }
    query.executeUpdate();
  }

  /** One trip to the database, since the row is locked meanwhile. */
  private static String statement(int changes) {
    StringBuilder sql =
        new StringBuilder("BEGIN NOT ATOMIC DECLARE newest BIGINT; ")
            .append("UPDATE replica SET change_n = change_n + ")
            .append(changes)
            .append(" WHERE id = ?1; SELECT change_n INTO newest FROM replica WHERE id = ?1; ")
            .append("INSERT INTO change_log (replica, n, at, kind, subject) VALUES ");
    for (int i = 0; i < changes; i++) {
      sql.append(i == 0 ? "" : ", ")
          .append("(?1, newest - ")
          .append(changes - 1 - i)
          .append(", UTC_TIMESTAMP(6), ?")
          .append(2 * i + 2)
          .append(", ?")
          .append(2 * i + 3)
          .append(")");
    }
    return sql.append("; END").toString();
  }
}
