package io.ironwake.rack;

import io.ironwake.boot.Withdrawals;
import io.ironwake.store.Binary;
import io.ironwake.store.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Knows whether this database went on from where it stopped. A database that was restored from a
 * backup, or begun anew, remembers less than the machines have lived through: what it holds as
 * approved or installing may have been installed since. So a mark file beside the database records
 * the database's id, its latest audit row, and the file's own inode, which no copy of the data
 * folder keeps.
 */
@ApplicationScoped
public class Continuity {
  private static final Logger LOG = Logger.getLogger(Continuity.class);
  private static final String DATABASE_ID = "database-id";

  /** Holds the finding that makes approvals in the file wait, until the operator vouches. */
  private static final String CAUTION = "approvals-wait";

  private static final int MARK_BYTES = 256;

  private final EntityManager database;
  private final Transactions transactions;
  private final Withdrawals withdrawals;
  private final Path mark;
  private volatile boolean tracking;
  private volatile State kept = new State("", "");

  Continuity(
      EntityManager database,
      Transactions transactions,
      Withdrawals withdrawals,
      @ConfigProperty(name = "ironwake.data", defaultValue = "ironwake-data") String data) {
    this.database = database;
    this.transactions = transactions;
    this.withdrawals = withdrawals;
    this.mark = Path.of(data).toAbsolutePath().resolve("continuity");
  }

  /** What {@link #check} found. */
  public enum Finding {
    /** The same database, at least as far as it was. */
    CONTINUOUS,
    /** Begun anew: approvals in a declared file wait for the operator's word. */
    NEW,
    /** Without a mark to compare with, so it may be restored: treated as if it were. */
    UNKNOWN,
    /** Restored, or a copy: living approvals and installs are taken back as well. */
    RESTORED
  }

  private record State(String database, String lastAudit) {}

  /**
   * Compares, takes back what a restored database must not carry out, and begins to keep the mark.
   * A finding other than CONTINUOUS is found again at every later start until {@link #accept}: a
   * restart teaches nobody what happened.
   */
  public Finding check() {
    State now = transactions.call(this::readNow);
    Finding fresh = compare(now);
    if (fresh == Finding.RESTORED || fresh == Finding.UNKNOWN) {
      LOG.warnf(
          "the database was restored or copied, or the data folder is new to it; %d living approvals and installs were taken back",
          disarm());
    }
    Finding finding = transactions.call(() -> rememberedNow(fresh));
    kept = new State(now.database, "");
    tracking = true;
    keep();
    return finding;
  }

  private Finding rememberedNow(Finding fresh) {
    if (fresh == Finding.CONTINUOUS) {
      return setting(CAUTION).map(Finding::valueOf).orElse(fresh);
    }
    forgetNow();
    put(CAUTION, fresh.name());
    return fresh;
  }

  /** Why approvals in declared documents must wait, if they must, with the fix. */
  Optional<String> approvalsWait() {
    return transactions
        .call(() -> setting(CAUTION))
        .map(
            finding ->
                "the database is "
                    + finding.toLowerCase(Locale.ROOT)
                    + " here, so nobody knows whether this machine was installed before; approve it"
                    + " by hand, or apply with --accept-approvals");
  }

  /** The operator knows this database and its machines: approvals in the file act from now on. */
  public void accept() {
    transactions.run(this::forgetNow);
  }

  private void forgetNow() {
    database
        .createNativeQuery("DELETE FROM setting WHERE name = ?1")
        .setParameter(1, CAUTION)
        .executeUpdate();
  }

  private Finding compare(State now) {
    if (now.lastAudit.isEmpty()) {
      return Finding.NEW;
    }
    if (!Files.exists(mark)) {
      return Finding.UNKNOWN;
    }
    try {
      String[] parts = Files.readString(mark, StandardCharsets.US_ASCII).strip().split(" ");
      boolean same =
          parts.length == 3
              && parts[0].equals(now.database)
              && transactions.call(() -> hasAudit(parts[1]))
              && parts[2].equals(inode());
      return same ? Finding.CONTINUOUS : Finding.RESTORED;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the file " + mark + " cannot be read; check its permissions", e);
    }
  }

  private State readNow() {
    Optional<String> known = setting(DATABASE_ID);
    String id = known.orElseGet(() -> UUID.randomUUID().toString());
    if (known.isEmpty()) {
      put(DATABASE_ID, id);
    }
    return new State(id, lastAudit());
  }

  private void put(String name, String value) {
    database
        .createNativeQuery(
            "INSERT INTO setting (name, value, updated_at) VALUES (?1, ?2, UTC_TIMESTAMP(6))")
        .setParameter(1, name)
        .setParameter(2, value)
        .executeUpdate();
  }

  private Optional<String> setting(String name) {
    @SuppressWarnings("unchecked")
    List<String> values =
        database
            .createNativeQuery("SELECT value FROM setting WHERE name = ?1", String.class)
            .setParameter(1, name)
            .getResultList();
    return values.stream().findFirst();
  }

  private String lastAudit() {
    @SuppressWarnings("unchecked")
    List<byte[]> ids =
        database
            .createNativeQuery("SELECT id FROM audit ORDER BY id DESC LIMIT 1", byte[].class)
            .getResultList();
    return ids.stream().findFirst().map(id -> Binary.uuid(id).toString()).orElse("");
  }

  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void keep() {
    if (tracking) {
      try {
        State now = transactions.call(this::readNow);
        if (!goesOn(now)) {
          restoredUnderUs();
        }
        write(now.database + " " + (now.lastAudit.isEmpty() ? "-" : now.lastAudit));
        kept = now;
      } catch (RuntimeException | IOException e) {
        LOG.debugf("continuity mark not written: %s", e.getMessage());
      }
    }
  }

  /** False for a database that was restored under the running service. */
  private boolean goesOn(State now) {
    return now.database.equals(kept.database) && transactions.call(() -> hasAudit(kept.lastAudit));
  }

  private void restoredUnderUs() {
    int disarmed = disarm();
    transactions.run(
        () -> {
          forgetNow();
          put(CAUTION, Finding.RESTORED.name());
        });
    LOG.warnf(
        "the database was restored under the running service; %d living approvals and installs were taken back",
        disarmed);
  }

  private int disarm() {
    return withdrawals.disarmAll(
        "the database was restored from a backup, so nobody knows what happened since; approve again");
  }

  /**
   * Audit rows are kept for ever, so one that is gone was never in this database: rows written
   * after a restore have later keys and prove nothing.
   */
  private boolean hasAudit(String id) {
    if (id.isEmpty() || id.equals("-")) {
      return true;
    }
    Number rows =
        (Number)
            database
                .createNativeQuery("SELECT COUNT(*) FROM audit WHERE id = ?1")
                .setParameter(1, Binary.of(UUID.fromString(id)))
                .getSingleResult();
    return rows.longValue() > 0;
  }

  void stop(@Observes ShutdownEvent event) {
    keep();
    tracking = false;
  }

  /** Overwrites in place: a new file would have another inode. */
  private void write(String content) throws IOException {
    Files.createDirectories(mark.getParent());
    try (RandomAccessFile file = new RandomAccessFile(mark.toFile(), "rw")) {
      byte[] line =
          String.format("%-" + MARK_BYTES + "s", content + " " + inode())
              .getBytes(StandardCharsets.US_ASCII);
      file.write(line);
      file.getFD().sync();
    }
  }

  /** Without the device, whose number may change at a reboot. */
  private String inode() throws IOException {
    boolean unix = mark.getFileSystem().supportedFileAttributeViews().contains("unix");
    Object key =
        unix
            ? Files.getAttribute(mark, "unix:ino")
            : Files.readAttributes(mark, BasicFileAttributes.class).fileKey();
    return String.valueOf(key).replace(" ", "");
  }
}
