package io.ironwake.store;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The database's clock, which all replicas share: deadlines and leases are set and judged by it.
 */
@Singleton
public class DatabaseTime {
  private final EntityManager database;
  private final Clock clock;
  private final TransactionSynchronizationRegistry transaction;
  private volatile Duration ahead = Duration.ZERO;

  DatabaseTime(
      EntityManager database, Clock clock, TransactionSynchronizationRegistry transaction) {
    this.database = database;
    this.clock = clock;
    this.transaction = transaction;
  }

  /**
   * Asks the database; call it inside a transaction. All of one transaction happens at the time of
   * its first question.
   */
  public Instant now() {
    if (transaction.getTransactionKey() == null) {
      return asked();
    }
    if (transaction.getResource(DatabaseTime.class) instanceof Instant known) {
      return known;
    }
    Instant now = asked();
    transaction.putResource(DatabaseTime.class, now);
    return now;
  }

  private Instant asked() {
    Object answer =
        database
            .createNativeQuery("SELECT UTC_TIMESTAMP(6)", LocalDateTime.class)
            .getSingleResult();
    Instant now = ((LocalDateTime) answer).toInstant(ZoneOffset.UTC);
    ahead = Duration.between(clock.instant(), now);
    return now;
  }

  /** The database's time as reckoned from the last answer, for doors that must not wait. */
  public Instant reckoned() {
    return clock.instant().plus(ahead);
  }
}
