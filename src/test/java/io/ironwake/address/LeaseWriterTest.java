package io.ironwake.address;

import static io.ironwake.address.Fixtures.client;
import static io.ironwake.address.Fixtures.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.ironwake.address.LeaseOutcome.Granted;
import io.ironwake.address.LeaseOutcome.Refused;
import io.ironwake.address.LeaseOutcome.Unavailable;
import io.ironwake.store.MariaDbTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The writer against the real database, with faults put between them. */
@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class LeaseWriterTest {
  /** What happens to a connection when the writer commits. */
  private interface Fault {
    void before(Connection connection) throws SQLException;
  }

  @Inject AgroalDataSource real;
  @Inject AddressDatabase database;

  private final AtomicInteger commits = new AtomicInteger();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final Queue<Lease> committed = new ConcurrentLinkedQueue<>();
  private volatile Fault beforeCommit = connection -> {};
  private volatile boolean away;
  private LeaseWriter writer;
  private Subnet subnet;

  @BeforeEach
  void start() {
    database.clear();
    subnet = database.declare("rack1", "10.9.0.0/16", "10.9.1.0-10.9.9.255");
    writer =
        new LeaseWriter(
            faulty(),
            600,
            Duration.ofMinutes(10),
            committed::add,
            request -> new Unavailable("test"));
  }

  @AfterEach
  void stop() {
    gate.countDown();
    if (writer != null) {
      writer.close();
    }
  }

  @Test
  void waitingGrantsShareOneCommit() throws Exception {
    List<CompletableFuture<LeaseOutcome>> outcomes = queueBehindAGate(100);

    gate.countDown();

    for (CompletableFuture<LeaseOutcome> each : outcomes) {
      assertThat(each.get(20, TimeUnit.SECONDS)).isInstanceOf(Granted.class);
    }
    assertThat(commits).hasValue(2);
    assertThat(database.held(subnet)).containsExactly(101L, 101L);
  }

  @Test
  void aConnectionKilledAtItsCommitSplitsTheGroupAndLosesNothing() throws Exception {
    List<CompletableFuture<LeaseOutcome>> outcomes = queueBehindAGate(64);
    beforeCommit = once(this::kill);

    gate.countDown();

    for (CompletableFuture<LeaseOutcome> each : outcomes) {
      assertThat(each.get(20, TimeUnit.SECONDS)).isInstanceOf(Granted.class);
    }
    assertThat(commits).hasValue(4);
    assertThat(database.held(subnet)).containsExactly(65L, 65L);
  }

  @Test
  void anOutcomeIsOnlyToldAfterTheCommit() throws Exception {
    CompletableFuture<LeaseOutcome> first = grant(1, "10.9.1.1");

    assertThat(first).isNotDone();
    assertThat(database.held(subnet)).containsExactly(0L, 0L);
    gate.countDown();
    assertThat(first.get(20, TimeUnit.SECONDS)).isInstanceOf(Granted.class);
    assertThat(committed).extracting(Lease::address).containsExactly(ip("10.9.1.1"));
  }

  @Test
  void ofTwoClientsForOneAddressInOneBatchTheFirstWins() throws Exception {
    queueBehindAGate(0);
    CompletableFuture<LeaseOutcome> first = grant(1, "10.9.1.1");
    CompletableFuture<LeaseOutcome> second = grant(2, "10.9.1.1");
    CompletableFuture<LeaseOutcome> again = grant(1, "10.9.1.1");

    gate.countDown();

    assertThat(first.get(20, TimeUnit.SECONDS)).isInstanceOf(Granted.class);
    assertThat(second.get(20, TimeUnit.SECONDS)).isInstanceOf(Refused.class);
    assertThat(again.get(20, TimeUnit.SECONDS)).isInstanceOf(Granted.class);
  }

  @Test
  void withoutADatabaseEveryGrantIsAnsweredAndLaterOnesAreWrittenAgain() throws Exception {
    away = true;
    gate.countDown();
    assertThat(grant(1, "10.9.1.1").get(20, TimeUnit.SECONDS)).isInstanceOf(Unavailable.class);
    assertThat(writer.isStalled()).isTrue();

    away = false;

    org.awaitility.Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(grant(1, "10.9.1.1").get(20, TimeUnit.SECONDS))
                    .isInstanceOf(Granted.class));
  }

  @Test
  void aClosedWriterAnswersWhatStillWaits() throws Exception {
    List<CompletableFuture<LeaseOutcome>> outcomes = queueBehindAGate(10);

    writer.close();

    for (CompletableFuture<LeaseOutcome> each : outcomes) {
      assertThat(each.get(20, TimeUnit.SECONDS)).isInstanceOf(Unavailable.class);
    }
  }

  @Test
  void aFullQueueTakesNoMore() {
    queueBehindAGate(600);

    assertThat(
            writer.offer(
                new LeaseWrite.Release(
                    subnet.id(), ip("10.9.1.1"), client(1).hardware(), Instant.EPOCH)))
        .isFalse();
  }

  @Test
  void aReleaseThatComesLateLeavesItsClientsNextLeaseAlone() throws Exception {
    gate.countDown();
    Lease first = granted();
    Lease next = granted();
    assertThat(next.startsAt()).isAfter(first.startsAt());

    release(first);
    assertThat(granted(2, "10.9.1.2").state()).isEqualTo(Lease.State.ACTIVE);
    assertThat(database.state(subnet, "10.9.1.1")).contains(0);

    release(next);
    assertThat(granted(2, "10.9.1.2").state()).isEqualTo(Lease.State.ACTIVE);
    assertThat(database.state(subnet, "10.9.1.1")).contains(1);
  }

  private Lease granted() throws Exception {
    return granted(1, "10.9.1.1");
  }

  private Lease granted(int client, String address) throws Exception {
    committed.clear();
    assertThat(grant(client, address).get(20, TimeUnit.SECONDS)).isInstanceOf(Granted.class);
    return committed.stream()
        .filter(row -> row.address().equals(ip(address)))
        .findFirst()
        .orElseThrow();
  }

  private void release(Lease lease) {
    assertThat(writer.offer(LeaseWrite.Release.of(lease))).isTrue();
  }

  /** Holds the writer at its first commit, then queues {@code count} grants behind it. */
  private List<CompletableFuture<LeaseOutcome>> queueBehindAGate(int count) {
    grant(10_000, "10.9.9.9");
    org.awaitility.Awaitility.await().until(() -> writer.waiting() == 0);
    List<CompletableFuture<LeaseOutcome>> outcomes = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      outcomes.add(grant(n, ip("10.9.1.0").plus(n).toString()));
    }
    return outcomes;
  }

  private CompletableFuture<LeaseOutcome> grant(int client, String address) {
    CompletableFuture<LeaseOutcome> outcome = new CompletableFuture<>();
    LeaseRequest request =
        new LeaseRequest(subnet, client(client), ip(address), Optional.empty(), Set.of());
    assertThat(writer.offer(new LeaseWrite.Grant(request, outcome))).isTrue();
    return outcome;
  }

  // The first commit is the gate's; the fault meets the second.
  private Fault once(Fault fault) {
    AtomicInteger calls = new AtomicInteger();
    return connection -> {
      if (calls.incrementAndGet() == 2) {
        fault.before(connection);
      }
    };
  }

  private void kill(Connection connection) throws SQLException {
    long id;
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT CONNECTION_ID()")) {
      result.next();
      id = result.getLong(1);
    }
    try (Connection other = real.getConnection();
        Statement statement = other.createStatement()) {
      statement.execute("KILL CONNECTION " + id);
    }
  }

  private DataSource faulty() {
    return proxy(
        DataSource.class,
        real,
        (name, connection) -> {
          if (name.equals("getConnection") && away) {
            throw new SQLNonTransientConnectionException("refused by the test", "08001");
          }
        },
        answer -> answer instanceof Connection connection ? faulty(connection) : answer);
  }

  private Connection faulty(Connection connection) {
    return proxy(
        Connection.class,
        connection,
        (name, self) -> {},
        answer ->
            answer instanceof PreparedStatement statement ? faulty(statement, connection) : answer);
  }

  // Each statement commits by itself.
  private PreparedStatement faulty(PreparedStatement statement, Connection connection) {
    return proxy(
        PreparedStatement.class,
        statement,
        (name, self) -> {
          if (name.equals("executeQuery")) {
            commits.incrementAndGet();
            awaitGate();
            beforeCommit.before(connection);
          }
        },
        answer -> answer);
  }

  // Like a socket, deaf to interruption.
  private void awaitGate() {
    boolean interrupted = false;
    while (gate.getCount() > 0) {
      try {
        gate.await();
      } catch (InterruptedException stop) {
        interrupted = true;
        gate.countDown();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Before {
    void call(String method, Object target) throws Exception;
  }

  private static <T> T proxy(
      Class<T> type, T target, Before before, java.util.function.UnaryOperator<Object> after) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader() == null
                ? LeaseWriterTest.class.getClassLoader()
                : type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              before.call(method.getName(), target);
              try {
                return after.apply(method.invoke(target, arguments));
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            }));
  }
}
