package io.ironwake.profile;

import io.ironwake.access.Vault;
import io.ironwake.journal.Audit;
import io.ironwake.store.ChangeListener;
import io.ironwake.store.ChangeLog;
import io.ironwake.store.Transactions;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/** The variables of all machines, which every narrower level overrides. */
@ApplicationScoped
public class GlobalVariables implements ChangeListener {
  private static final String KIND = "global-variables";
  private static final String OWNER = "global";
  private static final UUID SUBJECT = new UUID(0, 2);

  private final EntityManager database;
  private final SealedVariables sealing;
  private final Transactions transactions;
  private final ChangeLog changes;
  private final Audit audit;
  private volatile Map<String, Object> current = Map.of();

  GlobalVariables(
      EntityManager database,
      SealedVariables sealing,
      Transactions transactions,
      ChangeLog changes,
      Audit audit) {
    this.database = database;
    this.sealing = sealing;
    this.transactions = transactions;
    this.changes = changes;
    this.audit = audit;
  }

  /** What is declared, from memory. */
  public Map<String, Object> current() {
    return current;
  }

  /** Replaces what is declared; without a difference it writes nothing. */
  public void replace(Map<String, Object> values, String actor) {
    if (!values.equals(current)) {
      transactions.run(() -> replaceNow(values, actor));
    }
  }

  /** Writes what is declared. Inside the caller's transaction. */
  public void replaceNow(Map<String, Object> values, String actor) {
    Optional<Vault.Sealed> sealed = sealing.seal(OWNER, values);
    sealed.ifPresentOrElse(
        this::put,
        () -> database.createNativeQuery("DELETE FROM global_variables").executeUpdate());
    changes.record(KIND, SUBJECT);
    audit.record(
        actor,
        "change",
        KIND,
        SUBJECT,
        Optional.empty(),
        Map.of("names", new TreeSet<>(values.keySet())));
  }

  private void put(Vault.Sealed sealed) {
    database
        .createNativeQuery(
            "INSERT INTO global_variables (id, ciphertext, key_id, version) VALUES (1, ?1, ?2, 1)"
                + " ON DUPLICATE KEY UPDATE ciphertext = VALUES(ciphertext),"
                + " key_id = VALUES(key_id), version = version + 1")
        .setParameter(1, sealed.ciphertext())
        .setParameter(2, sealed.keyId())
        .executeUpdate();
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void reload() {
    current = QuarkusTransaction.requiringNew().call(this::stored);
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> stored() {
    List<Object[]> rows =
        database
            .createNativeQuery(
                "SELECT ciphertext, key_id FROM global_variables WHERE id = 1", Object[].class)
            .getResultList();
    return rows.isEmpty()
        ? Map.of()
        : sealing.open(OWNER, (byte[]) rows.getFirst()[0], (String) rows.getFirst()[1]);
  }

  @Override
  public void changed(UUID subject) {
    reload();
  }
}
