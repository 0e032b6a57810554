package io.ironwake.store;

import io.ironwake.problem.Problem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Supplier;
import org.hibernate.StaleStateException;

/**
 * Runs work in a transaction of its own and repeats it when the database asks for that: a deadlock,
 * a lock wait that ran out, a Galera certification failure, or a row another writer changed. Work
 * must therefore be repeatable: it reads what it needs inside, and does nothing outside the
 * database.
 */
@ApplicationScoped
public class Transactions {
  private static final int TRIES = 8;

  /**
   * MariaDB error numbers: lock wait timeout, deadlock, record changed since read, and a key that
   * another writer inserted between our look and our insert: the next look finds it.
   */
  private static final Set<Integer> REPEATABLE = Set.of(1205, 1213, 1020, 1062);

  private final ChangeFeed feed;
  private final ChangeLog changes;

  Transactions(ChangeFeed feed, ChangeLog changes) {
    this.feed = feed;
    this.changes = changes;
  }

  /**
   * Runs {@code work} and returns its result after the commit; memory snapshots already show what
   * it changed.
   *
   * @throws Problem of kind UNAVAILABLE when the database cannot be reached
   */
  public <T> T call(Supplier<T> work) {
    for (int tries = 1; ; tries++) {
      try {
        T result = QuarkusTransaction.requiringNew().call(() -> logged(work));
        feed.committed();
        return result;
      } catch (RuntimeException e) {
        Problem problem = cause(e, Problem.class);
        if (problem != null) {
          throw problem;
        }
        if (isConnectionLoss(e)) {
          throw Problem.unavailable(
              "the database does not answer; it is retried, ask again in a few seconds");
        }
        if (tries >= TRIES || !isRepeatable(e)) {
          throw e;
        }
      }
    }
  }

  private <T> T logged(Supplier<T> work) {
    changes.collect();
    T result = work.get();
    changes.writeCollected();
    return result;
  }

  /** {@link #call} without a result. */
  public void run(Runnable work) {
    call(
        () -> {
          work.run();
          return Boolean.TRUE;
        });
  }

  private static boolean isRepeatable(Throwable e) {
    if (cause(e, OptimisticLockException.class) != null
        || cause(e, StaleStateException.class) != null) {
      return true;
    }
    SQLException sql = cause(e, SQLException.class);
    return sql != null
        && (REPEATABLE.contains(sql.getErrorCode()) || "40001".equals(sql.getSQLState()));
  }

  /**
   * True when the failure means that no database was reached: SQLSTATE class 08, or without a state
   * that the pool found no connection in time, or that the transaction manager could not begin with
   * the one it got, which was closed.
   */
  public static boolean isConnectionLoss(Throwable e) {
    SQLException sql = cause(e, SQLException.class);
    if (sql == null) {
      return false;
    }
    String message = String.valueOf(sql.getMessage());
    return sql.getSQLState() == null
        ? message.contains("timeout") || message.contains("Exception in association of connection")
        : sql.getSQLState().startsWith("08");
  }

  private static <T extends Throwable> @org.jspecify.annotations.Nullable T cause(
      Throwable e, Class<T> type) {
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        return type.cast(each);
      }
    }
    return null;
  }
}
