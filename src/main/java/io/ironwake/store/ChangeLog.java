package io.ironwake.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.UUID;

/** Tells every replica which rows changed, in the transaction that changes them. */
@ApplicationScoped
public class ChangeLog {
  private final EntityManager database;
  private final Replica replica;

  ChangeLog(EntityManager database, Replica replica) {
    this.database = database;
    this.replica = replica;
  }

  /**
   * Records a change of one row; call it inside the transaction that makes the change.
   *
   * @param kind the kind of row, at most 32 characters, such as {@code machine}
   * @param subject the row's key
   */
  public void record(String kind, UUID subject) {
    byte[] me = Binary.of(replica.id());
    database
        .createNativeQuery("UPDATE replica SET change_n = change_n + 1 WHERE id = ?1")
        .setParameter(1, me)
        .executeUpdate();
    database
        .createNativeQuery(
            "INSERT INTO change_log (replica, n, at, kind, subject)"
                + " SELECT id, change_n, UTC_TIMESTAMP(6), ?2, ?3 FROM replica WHERE id = ?1")
        .setParameter(1, me)
        .setParameter(2, kind)
        .setParameter(3, Binary.of(subject))
        .executeUpdate();
  }
}
