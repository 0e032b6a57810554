package io.ironwake.access;

import io.ironwake.store.Binary;
import io.ironwake.store.Transactions;
import io.ironwake.store.Uuid7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Secrets all replicas share, each made once by whoever needs it first. */
@ApplicationScoped
public class Secrets {
  private final Transactions transactions;
  private final EntityManager database;
  private final Vault vault;
  private final Uuid7 ids;

  Secrets(Transactions transactions, EntityManager database, Vault vault, Uuid7 ids) {
    this.transactions = transactions;
    this.database = database;
    this.vault = vault;
    this.ids = ids;
  }

  /**
   * The secret of that name; when there is none yet, {@code fresh} becomes it, unless another
   * replica's insert came first.
   *
   * @param name at most 128 characters
   */
  public byte[] getOrCreate(String name, Supplier<byte[]> fresh) {
    Optional<byte[]> known = find(name);
    if (known.isEmpty()) {
      insertUnlessThere(name, fresh.get());
    }
    return known
        .or(() -> find(name))
        .orElseThrow(() -> new IllegalStateException("secret " + name + " vanished"));
  }

  /** The secret of that name. */
  @SuppressWarnings("unchecked")
  Optional<byte[]> find(String name) {
    List<Object[]> rows =
        transactions.call(
            () ->
                database
                    .createNativeQuery(
                        "SELECT ciphertext, key_id FROM secret WHERE name = ?1", Object[].class)
                    .setParameter(1, name)
                    .getResultList());
    return rows.stream()
        .findFirst()
        .map(row -> vault.open((byte[]) row[0], (String) row[1], context(name)));
  }

  private void insertUnlessThere(String name, byte[] plain) {
    Vault.Sealed sealed = vault.seal(plain, context(name));
    transactions.run(
        () ->
            database
                .createNativeQuery(
                    "INSERT INTO secret (id, name, ciphertext, key_id, created_at) VALUES (?1, ?2,"
                        + " ?3, ?4, UTC_TIMESTAMP(6)) ON DUPLICATE KEY UPDATE name = name")
                .setParameter(1, Binary.of(ids.next()))
                .setParameter(2, name)
                .setParameter(3, sealed.ciphertext())
                .setParameter(4, sealed.keyId())
                .executeUpdate());
  }

  /** Makes {@code plain} the secret of that name. Inside the caller's transaction. */
  void putNow(String name, byte[] plain) {
    Vault.Sealed sealed = vault.seal(plain, context(name));
    database
        .createNativeQuery(
            "INSERT INTO secret (id, name, ciphertext, key_id, created_at) VALUES (?1, ?2, ?3, ?4,"
                + " UTC_TIMESTAMP(6)) ON DUPLICATE KEY UPDATE ciphertext = ?3, key_id = ?4,"
                + " created_at = UTC_TIMESTAMP(6)")
        .setParameter(1, Binary.of(ids.next()))
        .setParameter(2, name)
        .setParameter(3, sealed.ciphertext())
        .setParameter(4, sealed.keyId())
        .executeUpdate();
  }

  /**
   * Forgets the secret of that name. Inside the caller's transaction.
   *
   * @return false when there was none
   */
  public boolean removeNow(String name) {
    return database
            .createNativeQuery("DELETE FROM secret WHERE name = ?1")
            .setParameter(1, name)
            .executeUpdate()
        > 0;
  }

  /** The names that begin so, in order. */
  @SuppressWarnings("unchecked")
  List<String> names(String prefix) {
    return transactions.call(
        () ->
            (List<String>)
                database
                    .createNativeQuery(
                        "SELECT name FROM secret WHERE LEFT(name, ?1) = ?2 ORDER BY name",
                        String.class)
                    .setParameter(1, prefix.length())
                    .setParameter(2, prefix)
                    .getResultList());
  }

  private static String context(String name) {
    return "secret/" + name;
  }
}
