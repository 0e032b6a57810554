package io.ironwake.address;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The writer's database connection, kept while there is work. After an error a new one is taken;
 * while none is to be had the database counts as away for a second, so that a dead one is not asked
 * for every packet. For one thread.
 */
final class LeaseConnection {
  private static final int SOCKET_TIMEOUT_MILLIS = 5_000;
  private static final long RETRY_NANOS = 1_000_000_000L;

  /** Work on the connection, whose every statement commits by itself. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private final DataSource database;
  private @Nullable Connection connection;
  private int poolsTimeoutMillis;
  private volatile boolean away;
  private volatile long retryAt;

  LeaseConnection(DataSource database) {
    this.database = database;
  }

  /**
   * Runs {@code work}. Each of its statements is a transaction: the server ends a statement's
   * answer, rows of {@code RETURNING} included, only after the commit, and one message less per
   * group is a third of the writer's work.
   *
   * @throws SQLException when it is not known to be committed
   */
  <T> T run(Work<T> work) throws SQLException {
    Connection open = open();
    try {
      return work.on(open);
    } catch (SQLException | RuntimeException failure) {
      drop();
      throw failure;
    }
  }

  private Connection open() throws SQLException {
    if (connection != null) {
      return connection;
    }
    try {
      Connection fresh = database.getConnection();
      connection = fresh;
      poolsTimeoutMillis = fresh.getNetworkTimeout();
      // A database that hangs must not hold the writer as long as it may hold others.
      fresh.setNetworkTimeout(Runnable::run, SOCKET_TIMEOUT_MILLIS);
      away = false;
      return fresh;
    } catch (SQLException failure) {
      drop();
      retryAt = System.nanoTime() + RETRY_NANOS;
      away = true;
      throw failure;
    }
  }

  /**
   * True while no connection was to be had and it is too early to ask again. Any thread may ask.
   */
  boolean isAway() {
    return away && System.nanoTime() - retryAt < 0;
  }

  /** Gives the connection back to the pool. */
  void rest() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try (open) {
        open.setNetworkTimeout(Runnable::run, poolsTimeoutMillis);
      } catch (SQLException ignored) {
        // The pool drops a broken connection by itself.
      }
    }
  }

  private void drop() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try (open) {
        open.setNetworkTimeout(Runnable::run, poolsTimeoutMillis);
      } catch (SQLException ignored) {
        // It is broken, which is why it is dropped.
      }
    }
  }
}
