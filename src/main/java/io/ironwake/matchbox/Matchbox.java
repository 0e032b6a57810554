package io.ironwake.matchbox;

import io.ironwake.access.Vault;
import io.ironwake.journal.Audit;
import io.ironwake.problem.Problem;
import io.ironwake.store.ChangeListener;
import io.ironwake.store.ChangeLog;
import io.ironwake.store.Transactions;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.logging.Logger;

/** The imported Matchbox directory: sealed in the database, and in memory for the door. */
@ApplicationScoped
class Matchbox implements ChangeListener {
  private static final Logger LOG = Logger.getLogger(Matchbox.class);
  private static final String KIND = "matchbox";
  private static final UUID SUBJECT = new UUID(0, 11);
  private static final int LONGEST_PATH = 255;

  private final EntityManager database;
  private final Vault vault;
  private final Transactions transactions;
  private final ChangeLog changes;
  private final Audit audit;
  private volatile MatchboxRack rack = MatchboxRack.EMPTY;

  Matchbox(
      EntityManager database,
      Vault vault,
      Transactions transactions,
      ChangeLog changes,
      Audit audit) {
    this.database = database;
    this.vault = vault;
    this.transactions = transactions;
    this.changes = changes;
    this.audit = audit;
  }

  /** What was imported, from memory. */
  MatchboxRack rack() {
    return rack;
  }

  /**
   * Puts these files in place of all that were imported before; none takes them all away.
   *
   * @param files content by path below the directory, as {@link MatchboxFiles} has read them
   */
  void replace(Map<String, String> files, String actor) {
    files.keySet().stream()
        .filter(path -> path.length() > LONGEST_PATH)
        .findFirst()
        .ifPresent(
            path -> {
              throw Problem.invalid(path + ": this path is longer than " + LONGEST_PATH);
            });
    transactions.run(
        () -> {
          database.createNativeQuery("DELETE FROM matchbox_file").executeUpdate();
          files.forEach(this::put);
          changes.record(KIND, SUBJECT);
          String action = files.isEmpty() ? "delete" : "import";
          audit.record(
              actor, action, KIND, SUBJECT, Optional.empty(), Map.of("files", files.size()));
        });
  }

  private void put(String path, String content) {
    Vault.Sealed sealed = vault.seal(content.getBytes(StandardCharsets.UTF_8), context(path));
    database
        .createNativeQuery(
            "INSERT INTO matchbox_file (path, ciphertext, key_id) VALUES (?1, ?2, ?3)")
        .setParameter(1, path)
        .setParameter(2, sealed.ciphertext())
        .setParameter(3, sealed.keyId())
        .executeUpdate();
  }

  private static String context(String path) {
    return "matchbox/" + path;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void reload() {
    Map<String, String> files = QuarkusTransaction.requiringNew().call(this::stored);
    try {
      rack = MatchboxFiles.read(files);
    } catch (Problem unreadable) {
      LOG.errorf(
          "the imported Matchbox files cannot be read with this version, import them again: %s",
          unreadable.detail());
      rack = MatchboxRack.EMPTY;
    }
  }

  @SuppressWarnings("unchecked")
  private Map<String, String> stored() {
    List<Object[]> rows =
        database
            .createNativeQuery("SELECT path, ciphertext, key_id FROM matchbox_file", Object[].class)
            .getResultList();
    Map<String, String> files = new TreeMap<>();
    for (Object[] row : rows) {
      String path = (String) row[0];
      byte[] plain = vault.open((byte[]) row[1], (String) row[2], context(path));
      files.put(path, new String(plain, StandardCharsets.UTF_8));
    }
    return files;
  }

  @Override
  public void changed(UUID subject) {
    reload();
  }
}
