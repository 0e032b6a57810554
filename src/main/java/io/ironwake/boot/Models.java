package io.ironwake.boot;

import io.ironwake.machine.Machine;
import io.ironwake.quirk.Model;
import io.ironwake.store.Binary;
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
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Which model each machine is, as its iPXE told when it asked for a script: firmware tells only
 * after the answers that a model's quirks change, so the next boot has the benefit.
 */
@ApplicationScoped
class Models implements ChangeListener {
  private static final Logger LOG = Logger.getLogger(Models.class);
  private static final String KIND = "hardware";

  private final EntityManager database;
  private final Transactions transactions;
  private final ChangeLog changes;
  private final Map<UUID, Model> known = new ConcurrentHashMap<>();

  Models(EntityManager database, Transactions transactions, ChangeLog changes) {
    this.database = database;
    this.transactions = transactions;
    this.changes = changes;
  }

  /** From memory; never blocks. */
  Model of(Optional<Machine> machine) {
    return machine.flatMap(each -> Optional.ofNullable(known.get(each.id()))).orElse(Model.UNKNOWN);
  }

  /** Keeps what a machine told. That must stop nobody from booting, so trouble is only logged. */
  void told(Machine machine, ScriptQuery query) {
    if (isKnown(machine, query)) {
      return;
    }
    Model model = modelOf(query);
    try {
      transactions.run(() -> write(machine.id(), model));
    } catch (RuntimeException e) {
      LOG.warnf("the model of machine '%s' was not recorded: %s", machine.name(), e.getMessage());
    }
  }

  /** True when there is nothing to keep of what a machine tells. */
  boolean isKnown(Machine machine, ScriptQuery query) {
    Model model = modelOf(query);
    return model.equals(Model.UNKNOWN) || model.equals(known.get(machine.id()));
  }

  private static Model modelOf(ScriptQuery query) {
    return new Model(query.manufacturer().orElse(""), query.product().orElse(""));
  }

  private void write(UUID machine, Model model) {
    database
        .createNativeQuery(
            "INSERT INTO hardware (machine, manufacturer, product, seen_at)"
                + " VALUES (?1, ?2, ?3, UTC_TIMESTAMP(6)) ON DUPLICATE KEY UPDATE"
                + " manufacturer = ?2, product = ?3, seen_at = UTC_TIMESTAMP(6)")
        .setParameter(1, Binary.of(machine))
        .setParameter(2, model.manufacturer())
        .setParameter(3, model.product())
        .executeUpdate();
    changes.record(KIND, machine);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void reload() {
    QuarkusTransaction.requiringNew().run(() -> rows("").forEach(this::take));
  }

  @Override
  public void changed(UUID subject) {
    QuarkusTransaction.requiringNew()
        .run(() -> rows(" WHERE machine = ?1", Binary.of(subject)).forEach(this::take));
  }

  @SuppressWarnings("unchecked")
  private List<Object[]> rows(String where, Object... parameters) {
    var query =
        database.createNativeQuery(
            "SELECT machine, manufacturer, product FROM hardware" + where, Object[].class);
    for (int i = 0; i < parameters.length; i++) {
      query.setParameter(i + 1, parameters[i]);
    }
    return query.getResultList();
  }

  private void take(Object[] row) {
    known.put(Binary.uuid((byte[]) row[0]), new Model((String) row[1], (String) row[2]));
  }
}
