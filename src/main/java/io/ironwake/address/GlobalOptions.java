package io.ironwake.address;

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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The DHCP options every subnet's clients get that no narrower level says otherwise about. */
@ApplicationScoped
public class GlobalOptions implements ChangeListener {
  private static final String KIND = "dhcp-options";
  private static final UUID SUBJECT = new UUID(0, 1);

  private final EntityManager database;
  private final OptionColumn column;
  private final Transactions transactions;
  private final ChangeLog changes;
  private final Audit audit;
  private volatile DeclaredOptions current = DeclaredOptions.NONE;

  GlobalOptions(
      EntityManager database,
      OptionColumn column,
      Transactions transactions,
      ChangeLog changes,
      Audit audit) {
    this.database = database;
    this.column = column;
    this.transactions = transactions;
    this.changes = changes;
    this.audit = audit;
  }

  /** What is declared, as last read from the database; never blocks. */
  public DeclaredOptions current() {
    return current;
  }

  /** Replaces what is declared; without a difference it writes nothing. */
  public void replace(DeclaredOptions options, String actor) {
    if (!options.equals(current)) {
      transactions.run(() -> replaceNow(options, actor));
    }
  }

  /** Writes what is declared. Inside the caller's transaction. */
  public void replaceNow(DeclaredOptions options, String actor) {
    database
        .createNativeQuery(
            "INSERT INTO address_defaults (id, options, version) VALUES (1, ?1, 1)"
                + " ON DUPLICATE KEY UPDATE options = VALUES(options), version = version + 1")
        .setParameter(1, column.write(options).isEmpty() ? "{}" : column.write(options))
        .executeUpdate();
    changes.record(KIND, SUBJECT);
    audit.record(
        actor,
        "change",
        KIND,
        SUBJECT,
        Optional.empty(),
        Map.of("codes", options.byCode().keySet().toString()));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void reload() {
    @Nullable Object stored = QuarkusTransaction.requiringNew().call(this::stored);
    current = column.read(stored);
  }

  private @Nullable Object stored() {
    List<?> rows =
        database
            .createNativeQuery("SELECT options FROM address_defaults WHERE id = 1")
            .getResultList();
    return rows.isEmpty() ? null : rows.getFirst();
  }

  @Override
  public void changed(UUID subject) {
    reload();
  }
}
