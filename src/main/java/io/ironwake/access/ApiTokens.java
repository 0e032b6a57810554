package io.ironwake.access;

import io.ironwake.store.Binary;
import io.ironwake.store.Transactions;
import io.ironwake.store.Uuid7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The tokens callers of the API have, as their SHA-256. */
@ApplicationScoped
public class ApiTokens {
  private static final String LIVE = " AND (expires_at IS NULL OR expires_at > UTC_TIMESTAMP(6))";

  private final Transactions transactions;
  private final EntityManager database;
  private final Uuid7 ids;

  ApiTokens(Transactions transactions, EntityManager database, Uuid7 ids) {
    this.transactions = transactions;
    this.database = database;
    this.ids = ids;
  }

  /**
   * Who a token belongs to.
   *
   * @param token the token's key
   * @param name the token's name, which is the actor of what its holder does
   */
  public record Caller(UUID token, String name, Role role) {}

  /** The holder of a token that is known and has not expired. */
  public Optional<Caller> find(Token token) {
    return transactions.call(
        () ->
            caller(
                query(
                    "SELECT id, name, role FROM api_token WHERE hash = ?1" + LIVE,
                    token.sha256())));
  }

  /** The holder of a token by its key: still known, still not expired. */
  Optional<Caller> find(UUID token) {
    return transactions.call(
        () ->
            caller(
                query(
                    "SELECT id, name, role FROM api_token WHERE id = ?1" + LIVE,
                    Binary.of(token))));
  }

  /** True when there is a token of that name. */
  boolean isNamed(String name) {
    return transactions.call(
        () ->
            caller(query("SELECT id, name, role FROM api_token WHERE name = ?1", name))
                .isPresent());
  }

  /** Stores a token without end; when there is one of that name already, that one stays. */
  void createUnlessNamed(String name, Role role, Token token) {
    transactions.run(() -> insert(name, role, token, "name = name"));
  }

  /** Stores a token without end in place of the one of that name. */
  void replace(String name, Role role, Token token) {
    transactions.run(
        () ->
            insert(name, role, token, "role = VALUE(role), hash = VALUE(hash), expires_at = NULL"));
  }

  private void insert(String name, Role role, Token token, String otherwise) {
    database
        .createNativeQuery(
            "INSERT INTO api_token (id, name, role, hash, created_at) VALUES (?1, ?2, ?3, ?4,"
                + " UTC_TIMESTAMP(6)) ON DUPLICATE KEY UPDATE "
                + otherwise)
        .setParameter(1, Binary.of(ids.next()))
        .setParameter(2, name)
        .setParameter(3, role.text())
        .setParameter(4, token.sha256())
        .executeUpdate();
  }

  private Query query(String sql, Object parameter) {
    return database.createNativeQuery(sql, Object[].class).setParameter(1, parameter);
  }

  @SuppressWarnings("unchecked")
  private static Optional<Caller> caller(Query query) {
    List<Object[]> rows = query.getResultList();
    return rows.stream()
        .findFirst()
        .map(
            row ->
                new Caller(
                    Binary.uuid((byte[]) row[0]), (String) row[1], Role.parse((String) row[2])));
  }
}
