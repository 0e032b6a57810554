package io.ironwake.boot;

import io.ironwake.store.Binary;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.util.Optional;
import java.util.UUID;

/** The table delivery. Every method runs inside the caller's transaction. */
@ApplicationScoped
class DeliveryRows {
  private final EntityManager database;

  DeliveryRows(EntityManager database) {
    this.database = database;
  }

  void add(Delivery delivery, byte[] tokenHash, String actor) {
    database
        .createNativeQuery(
            "INSERT INTO delivery (id, install, token_hash, base, unasked, made_by, made_at)"
                + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, UTC_TIMESTAMP(6))")
        .setParameter(1, Binary.of(delivery.id()))
        .setParameter(2, Binary.of(delivery.install()))
        .setParameter(3, tokenHash)
        .setParameter(4, delivery.base())
        .setParameter(5, delivery.unasked())
        .setParameter(6, actor)
        .executeUpdate();
  }

  /** Takes the links of an install back that nobody has used: the newest is the one that counts. */
  void withdrawUnused(UUID install) {
    database
        .createNativeQuery(
            "DELETE FROM delivery WHERE install = ?1 AND token_hash NOT IN (SELECT nonce_hash FROM"
                + " attempt WHERE install = ?1)")
        .setParameter(1, Binary.of(install))
        .executeUpdate();
  }

  Optional<Delivery> byTokenHash(byte[] hash) {
    return database
        .createNativeQuery(
            "SELECT id, install, base, unasked FROM delivery WHERE token_hash = ?1", Object[].class)
        .setFlushMode(FlushModeType.COMMIT)
        .setParameter(1, hash)
        .getResultStream()
        .findFirst()
        .map(row -> delivery((Object[]) row));
  }

  private static Delivery delivery(Object[] row) {
    return new Delivery(
        Binary.uuid((byte[]) row[0]),
        Binary.uuid((byte[]) row[1]),
        (String) row[2],
        row[3] instanceof Boolean flag ? flag : ((Number) row[3]).intValue() != 0);
  }
}
