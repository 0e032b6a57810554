package io.ironwake.machine;

import io.ironwake.net.MacAddress;
import io.ironwake.store.Binary;
import io.ironwake.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.UUID;

/** What the audit knows of a machine's past, for those who must not wipe one that has lived. */
@ApplicationScoped
public class MachineHistory {
  private static final String LIVED =
      "SELECT COUNT(*) FROM audit WHERE action IN ('approve', 'adopt') AND machine = ?1";
  private static final String DELETED_AFTER_LIVING =
      "SELECT COUNT(*) FROM audit gone JOIN audit lived ON lived.machine = gone.machine AND lived.action IN ('approve', 'adopt')"
          + " WHERE gone.action = 'delete' AND gone.kind = 'machine' AND JSON_CONTAINS(gone.detail, JSON_QUOTE(?1), '$.macs')";

  private final EntityManager database;
  private final Transactions transactions;

  MachineHistory(EntityManager database, Transactions transactions) {
    this.database = database;
    this.transactions = transactions;
  }

  /** True when the machine was ever approved or adopted, whatever it is now. */
  public boolean hasLived(UUID machine) {
    return isFound(LIVED, Binary.of(machine));
  }

  /** True when a machine with this MAC was deleted after it had been approved or adopted. */
  public boolean hasLived(MacAddress mac) {
    return isFound(DELETED_AFTER_LIVING, mac.toString());
  }

  private boolean isFound(String count, Object value) {
    return transactions.call(
        () ->
            ((Number) database.createNativeQuery(count).setParameter(1, value).getSingleResult())
                    .longValue()
                > 0);
  }
}
