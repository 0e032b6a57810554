package io.ironwake.rack;

import static io.ironwake.rack.Continuity.Finding.CONTINUOUS;
import static io.ironwake.rack.Continuity.Finding.NEW;
import static io.ironwake.rack.Continuity.Finding.RESTORED;
import static io.ironwake.rack.Continuity.Finding.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.boot.Withdrawals;
import io.ironwake.machine.LifecycleEvent;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineSpec;
import io.ironwake.machine.Machines;
import io.ironwake.net.MacAddress;
import io.ironwake.store.MariaDbTestResource;
import io.ironwake.store.Transactions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts of the service against databases that went on, were copied, restored, or begun anew. */
@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class ContinuityTest {
  private static int next = 1;

  @Inject EntityManager database;
  @Inject Transactions transactions;
  @Inject Withdrawals withdrawals;
  @Inject Machines machines;

  @TempDir Path data;

  @BeforeEach
  void something() {
    machine();
    start();
    running().accept();
  }

  /** A start with the same data folder. */
  private Continuity running() {
    return new Continuity(database, transactions, withdrawals, data.toString());
  }

  private Continuity.Finding start() {
    Continuity continuity = running();
    Continuity.Finding finding = continuity.check();
    continuity.keep();
    return finding;
  }

  private Machine machine() {
    MacAddress mac = MacAddress.parse("52:54:00:cc:00:%02x".formatted(next++));
    MachineSpec spec =
        new MachineSpec(
            Optional.empty(),
            Optional.of(List.of(mac)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return machines.create(spec, "test");
  }

  private Machine approved() {
    return machines.send(
        machine().id(),
        Optional.empty(),
        new LifecycleEvent.Approve(UUID.randomUUID(), Instant.now().plusSeconds(3600), false),
        "test");
  }

  private Path mark() {
    return data.resolve("continuity");
  }

  private void overwrite(String content) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(mark().toFile(), "rw")) {
      file.write(content.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private String state(Machine machine) {
    return machines.snapshot().byId(machine.id()).orElseThrow().state().name();
  }

  @Test
  void threeRestartsGoOn() {
    Machine armed = approved();
    for (int i = 0; i < 3; i++) {
      assertThat(start()).isEqualTo(CONTINUOUS);
      machine();
    }
    assertThat(state(armed)).isEqualTo("APPROVED");
  }

  @Test
  void aCopiedDataFolderIsARestore() throws IOException {
    Machine armed = approved();
    Machine installing = approved();
    machines.send(
        installing.id(),
        Optional.empty(),
        new LifecycleEvent.InstallerServed(
            installing.state().currentInstall().orElseThrow(), 3, Instant.now()),
        "test");
    Path copy = Files.copy(mark(), data.resolve("copy"));
    Files.move(copy, mark(), StandardCopyOption.REPLACE_EXISTING);
    assertThat(start()).isEqualTo(RESTORED);
    assertThat(state(armed)).isEqualTo("DISCOVERED");
    assertThat(state(installing)).isEqualTo("FAILED");
  }

  @Test
  void anOlderDatabaseIsARestore() throws IOException {
    Machine armed = approved();
    String known = Files.readString(mark()).split(" ")[0];
    overwrite(known + " ffffffff-ffff-7fff-bfff-ffffffffffff");
    assertThat(start()).isEqualTo(RESTORED);
    assertThat(state(armed)).isEqualTo("DISCOVERED");
  }

  @Test
  void anotherDatabaseIsARestore() throws IOException {
    overwrite(UUID.randomUUID().toString());
    assertThat(start()).isEqualTo(RESTORED);
  }

  @Test
  void aDataFolderThatNeverSawThisDatabaseTakesApprovalsBack() throws IOException {
    Machine armed = approved();
    Files.delete(mark());
    assertThat(start()).isEqualTo(UNKNOWN);
    assertThat(state(armed)).isEqualTo("DISCOVERED");
  }

  @Test
  void cautionOutlivesRestartsUntilTheOperatorVouches() throws IOException {
    Files.delete(mark());
    assertThat(start()).isEqualTo(UNKNOWN);
    assertThat(start()).as("a restart teaches nobody anything").isEqualTo(UNKNOWN);
    Path copy = Files.copy(mark(), data.resolve("copy"));
    Files.move(copy, mark(), StandardCopyOption.REPLACE_EXISTING);
    assertThat(start()).isEqualTo(RESTORED);
    assertThat(start()).isEqualTo(RESTORED);
    running().accept();
    assertThat(start()).isEqualTo(CONTINUOUS);
  }

  @Test
  void anEmptyDatabaseIsNewUntilTheOperatorVouches() throws IOException {
    Files.delete(mark());
    List<Object[]> audits = takeAudits();
    try {
      assertThat(start()).isEqualTo(NEW);
      machine();
      assertThat(start()).as("the second start of a new database").isEqualTo(NEW);
    } finally {
      assertThat(audits).isNotEmpty();
    }
  }

  @SuppressWarnings("unchecked")
  private List<Object[]> takeAudits() {
    return transactions.call(
        () -> {
          List<Object[]> all =
              database
                  .createNativeQuery("SELECT id, action FROM audit", Object[].class)
                  .getResultList();
          database.createNativeQuery("DELETE FROM audit").executeUpdate();
          return all;
        });
  }

  @Test
  void aDatabaseRestoredUnderARunningServiceIsFoundAtTheNextStart() throws IOException {
    Continuity continuity = running();
    assertThat(continuity.check()).isEqualTo(CONTINUOUS);
    machine();
    continuity.keep();
    transactions.run(
        () ->
            database
                .createNativeQuery("DELETE FROM audit ORDER BY id DESC LIMIT 1")
                .executeUpdate());
    continuity.keep();
    assertThat(start()).isEqualTo(RESTORED);
  }
}
