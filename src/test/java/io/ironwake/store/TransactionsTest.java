package io.ironwake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.problem.Problem;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.health.api.Wellness;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.hibernate.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Transactions against a real MariaDB with the real schema. */
@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class TransactionsTest {
  @Inject Transactions transactions;
  @Inject EntityManager database;
  @Inject ChangeLog changes;
  @Inject ChangeFeed feed;
  @Inject Replica replica;
  @Inject DatabaseTime time;
  @Inject @Wellness DurabilityCheck durability;

  @BeforeEach
  void twoRows() {
    transactions.run(
        () -> {
          database
              .createNativeQuery("DELETE FROM setting WHERE name IN ('left', 'right')")
              .executeUpdate();
          database
              .createNativeQuery(
                  "INSERT INTO setting VALUES ('left', '0', UTC_TIMESTAMP(6)), ('right', '0',"
                      + " UTC_TIMESTAMP(6))")
              .executeUpdate();
        });
  }

  @Test
  void whatTheEmbeddedDatabaseCommitsIsOnDisk() {
    durability.look();

    assertThat(durability.faults()).isEmpty();
    assertThat(durability.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
  }

  @Test
  void workIsCommitted() {
    transactions.run(() -> increment("left"));
    assertThat(value("left")).isEqualTo("1");
  }

  @Test
  void aRefusalRollsBackAndArrivesAsItIs() {
    Problem refusal = Problem.conflict("no");
    assertThatThrownBy(
            () ->
                transactions.run(
                    () -> {
                      increment("left");
                      throw refusal;
                    }))
        .isSameAs(refusal);
    assertThat(value("left")).isEqualTo("0");
  }

  @Test
  void aConnectionThatThePoolHandedOutClosedIsALossOfTheDatabase() {
    // As the pool words it when a transaction cannot begin; it says no more of the reason.
    SQLException asThePoolTells =
        new SQLException("Exception in association of connection to existing transaction");

    assertThat(Transactions.isConnectionLoss(new IllegalStateException(asThePoolTells))).isTrue();
    assertThat(Transactions.isConnectionLoss(new SQLException("no such table", "42S02"))).isFalse();
  }

  @Test
  void theVictimOfADeadlockIsRepeated() throws Exception {
    CyclicBarrier bothHoldOne = new CyclicBarrier(2);
    AtomicInteger runs = new AtomicInteger();
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(() -> crosswise("left", "right", bothHoldOne, runs));
    crosswise("right", "left", bothHoldOne, runs);
    other.get(30, TimeUnit.SECONDS);

    assertThat(runs).hasValue(3);
    assertThat(value("left")).isEqualTo("2");
    assertThat(value("right")).isEqualTo("2");
  }

  @Test
  void aTransactionsChangesAreLoggedOnceEachAndTogether() {
    UUID one = UUID.randomUUID();
    UUID other = UUID.randomUUID();
    transactions.run(
        () -> {
          changes.record("test", one);
          changes.record("test", other);
          changes.record("test", one);
          assertThat(logged(one)).as("written last, since the counter is locked then").isEmpty();
        });
    assertThat(transactions.call(() -> logged(one))).hasSize(1);
    assertThat(transactions.call(() -> logged(other)))
        .containsExactly(transactions.call(() -> logged(one)).getFirst() + 1);
  }

  @Test
  void moreChangesThanOneStatementTakesAreNumberedWithoutAGap() {
    List<UUID> subjects = Stream.generate(UUID::randomUUID).limit(40).toList();
    transactions.run(() -> subjects.forEach(each -> changes.record("test", each)));
    List<Long> numbers =
        transactions.call(() -> subjects.stream().flatMap(each -> logged(each).stream()).toList());
    assertThat(numbers)
        .containsExactlyElementsOf(
            LongStream.range(0, 40).map(i -> numbers.getFirst() + i).boxed().toList());
  }

  @Test
  void aReplicaTakenForDeadWritesAgainUnderANewId() {
    UUID before = replica.id();
    if (forget(before) == 0) {
      feed.start();
      forget(before);
    }

    replica.live();

    UUID subject = UUID.randomUUID();
    transactions.run(() -> changes.record("test", subject));
    assertThat(transactions.call(() -> logged(subject))).containsExactly(1L);
    assertThat(replica.id()).isNotEqualTo(before);
  }

  @Test
  void aDatabaseThatVanishedIsNotWaitedForForLong() {
    int limitMillis =
        transactions.call(
            () -> database.unwrap(Session.class).doReturningWork(Connection::getNetworkTimeout));
    assertThat(limitMillis).isEqualTo(30_000);
  }

  @Test
  void allOfATransactionHappensAtOneTime() {
    transactions.run(() -> assertThat(time.now()).isEqualTo(time.now()));
    Instant before = transactions.call(time::now);
    assertThat(transactions.call(time::now)).isAfter(before);
  }

  @SuppressWarnings("unchecked")
  private List<Long> logged(UUID subject) {
    return database
        .createNativeQuery("SELECT n FROM change_log WHERE subject = ?1", Long.class)
        .setParameter(1, Binary.of(subject))
        .getResultStream()
        .map(n -> ((Number) n).longValue())
        .toList();
  }

  private int forget(UUID dead) {
    return transactions.call(
        () ->
            database
                .createNativeQuery("DELETE FROM replica WHERE id = ?1")
                .setParameter(1, Binary.of(dead))
                .executeUpdate());
  }

  private void crosswise(
      String first, String second, CyclicBarrier bothHoldOne, AtomicInteger runs) {
    AtomicInteger mine = new AtomicInteger();
    transactions.run(
        () -> {
          runs.incrementAndGet();
          increment(first);
          if (mine.incrementAndGet() == 1) {
            await(bothHoldOne);
          }
          increment(second);
        });
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void increment(String name) {
    database
        .createNativeQuery("UPDATE setting SET value = value + 1 WHERE name = ?1")
        .setParameter(1, name)
        .executeUpdate();
  }

  private String value(String name) {
    return transactions.call(
        () ->
            String.valueOf(
                database
                    .createNativeQuery("SELECT value FROM setting WHERE name = ?1", String.class)
                    .setParameter(1, name)
                    .getSingleResult()));
  }
}
