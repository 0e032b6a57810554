package io.ironwake.rack;

import io.ironwake.boot.Approvals;
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
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Knows whether this database went on from where it stopped. A database that was restored from a backup, or begun anew,
 * remembers less than the machines have lived through: what it holds as approved or installing may have been installed
 * since. So a mark file beside the database records the database's id, its latest audit row, and the file's own inode,
 * which no copy of the data folder keeps.
 */
@ApplicationScoped
public class Continuity {
  private static final Logger LOG = Logger.getLogger(Continuity.class);
  private static final String DATABASE_ID = "database-id";
  private static final int MARK_BYTES = 256;

  private final EntityManager database;
  private final Transactions transactions;
  private final Approvals approvals;
  private final Path mark;
  private volatile boolean tracking;

  Continuity(
      EntityManager database,
      Transactions transactions,
      Approvals approvals,
      @ConfigProperty(name = "ironwake.data", defaultValue = "ironwake-data") String data) {
    this.database = database;
    this.transactions = transactions;
    this.approvals = approvals;
    this.mark = Path.of(data).toAbsolutePath().resolve("continuity");
  }

  /** What {@link #check} found. */
  public enum Finding {
    /** The same database, at least as far as it was. */
    CONTINUOUS,
    /** Begun anew: approvals in a declared file wait for the operator's word. */
    NEW,
    /** Without a mark to compare with: the same caution for the file, nothing is taken back. */
    UNKNOWN,
    /** Restored, or a copy: living approvals and installs are taken back as well. */
    RESTORED
  }

  private record State(String database, String lastAudit) {}

  /** Compares, takes back what a restored database must not carry out, and begins to keep the mark. */
  public Finding check() {
    State now = transactions.call(this::readNow);
    Finding finding = compare(now);
    if (finding == Finding.RESTORED) {
      int disarmed = approvals.disarmAll("the database was restored from a backup, so nobody knows what happened since; approve again");
      LOG.warnf("the database was restored or copied; %d living approvals and installs were taken back", disarmed);
    }
    tracking = true;
    keep();
    return finding;
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
          parts.length == 3 && parts[0].equals(now.database) && parts[1].compareTo(now.lastAudit) <= 0 && parts[2].equals(inode());
      return same ? Finding.CONTINUOUS : Finding.RESTORED;
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + mark + " cannot be read; check its permissions", e);
    }
  }

  private State readNow() {
    Optional<String> known = setting();
    String id = known.orElseGet(() -> UUID.randomUUID().toString());
    if (known.isEmpty()) {
      database
          .createNativeQuery("INSERT INTO setting (name, value, updated_at) VALUES (?1, ?2, UTC_TIMESTAMP(6))")
          .setParameter(1, DATABASE_ID)
          .setParameter(2, id)
          .executeUpdate();
    }
    return new State(id, lastAudit());
  }

  private Optional<String> setting() {
    @SuppressWarnings("unchecked")
    List<String> values =
        database.createNativeQuery("SELECT value FROM setting WHERE name = ?1", String.class).setParameter(1, DATABASE_ID).getResultList();
    return values.stream().findFirst();
  }

  private String lastAudit() {
    @SuppressWarnings("unchecked")
    List<byte[]> ids = database.createNativeQuery("SELECT id FROM audit ORDER BY id DESC LIMIT 1", byte[].class).getResultList();
    return ids.stream().findFirst().map(id -> Binary.uuid(id).toString()).orElse("");
  }

  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void keep() {
    if (tracking) {
      try {
        State now = transactions.call(this::readNow);
        write(now.database + " " + (now.lastAudit.isEmpty() ? "-" : now.lastAudit));
      } catch (RuntimeException | IOException e) {
        LOG.debugf("continuity mark not written: %s", e.getMessage());
      }
    }
  }

  void stop(@Observes ShutdownEvent event) {
    keep();
    tracking = false;
  }

  /** Overwrites in place: a new file would have another inode. */
  private void write(String content) throws IOException {
    Files.createDirectories(mark.getParent());
    try (RandomAccessFile file = new RandomAccessFile(mark.toFile(), "rw")) {
      byte[] line = String.format("%-" + MARK_BYTES + "s", content + " " + inode()).getBytes(StandardCharsets.US_ASCII);
      file.write(line);
      file.getFD().sync();
    }
  }

  private String inode() throws IOException {
    return String.valueOf(Files.readAttributes(mark, BasicFileAttributes.class).fileKey()).replace(" ", "");
  }
}
