package io.ironwake.boot;

import io.ironwake.config.Way;
import io.ironwake.net.Ipv4;
import io.ironwake.profile.Completion;
import io.ironwake.store.Binary;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.Query;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The tables install, attempt and document. Every method runs inside the caller's transaction. */
@ApplicationScoped
class InstallRows implements PanacheRepositoryBase<InstallEntity, UUID> {
  private static final String ATTEMPT =
      "SELECT id, install, number, address, served_at, config_at FROM attempt WHERE ";

  private static final String LIVING =
      "SELECT install.id, install.machine, install.completion, attempt.address, install.way FROM install"
          + " LEFT JOIN attempt ON attempt.install = install.id WHERE install.ended_at IS NULL";
  private static final int AT_ONCE = 256;

  // Attempts and documents are written at once, never by a flush: to read them none is needed.

  private final EntityManager database;

  InstallRows(EntityManager database) {
    this.database = database;
  }

  /** One serving, as stored. */
  record Attempt(
      UUID id,
      UUID install,
      int number,
      Ipv4 address,
      Instant servedAt,
      Optional<Instant> configAt) {}

  /** One rendered document, still encrypted. */
  record Stored(String contentType, byte[] ciphertext, String keyId) {}

  /**
   * What memory keeps of an install that has not ended.
   *
   * @param machine whose it is
   * @param byFirstBoot whether it completes by the first boot of what it installed
   * @param addresses those it was served to
   * @param way how its arguments reach the machine
   */
  record Living(UUID machine, boolean byFirstBoot, Set<Ipv4> addresses, Way way) {}

  Map<UUID, Living> living() {
    return living("", List.of());
  }

  /** Those of {@code ids} that have not ended. */
  Map<UUID, Living> living(List<UUID> ids) {
    Map<UUID, Living> found = new HashMap<>();
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      List<UUID> some = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
      found.putAll(living(" AND install.id IN (?1)", some.stream().map(Binary::of).toList()));
    }
    return found;
  }

  private Map<UUID, Living> living(String which, List<byte[]> ids) {
    Query query = database.createNativeQuery(LIVING + which, Object[].class);
    if (!ids.isEmpty()) {
      query.setParameter(1, ids);
    }
    Map<UUID, Living> found = new HashMap<>();
    for (Object row : query.getResultList()) {
      Object[] columns = (Object[]) row;
      found
          .computeIfAbsent(Binary.uuid((byte[]) columns[0]), id -> living(columns))
          .addresses
          .addAll(
              Optional.ofNullable((byte[]) columns[3])
                  .map(Ipv4::of)
                  .filter(address -> !address.equals(Ipv4.ANY))
                  .stream()
                  .toList());
    }
    return found;
  }

  private static Living living(Object[] columns) {
    return new Living(
        Binary.uuid((byte[]) columns[1]),
        columns[2].equals(Completion.FIRST_BOOT.name()),
        new HashSet<>(),
        Way.valueOf((String) columns[4]));
  }

  List<InstallEntity> ofMachine(UUID machine) {
    return list("machine = ?1 order by number desc", machine);
  }

  /** How often a machine was handed an installer since then, over all its installs. */
  int servedSince(UUID machine, Instant since) {
    return ((Number)
            database
                .createNativeQuery(
                    "SELECT COUNT(*) FROM attempt JOIN install ON install.id = attempt.install"
                        + " WHERE install.machine = ?1 AND attempt.served_at > ?2")
                .setParameter(1, Binary.of(machine))
                .setParameter(2, LocalDateTime.ofInstant(since, ZoneOffset.UTC))
                .getSingleResult())
        .intValue();
  }

  Optional<InstallEntity> byReportHash(byte[] hash) {
    return find("reportHash", hash).firstResultOptional();
  }

  List<Attempt> attempts(UUID install) {
    return attemptsWhere("install = ?1 ORDER BY number", Binary.of(install));
  }

  Optional<Attempt> byNonceHash(byte[] hash) {
    return attemptsWhere("nonce_hash = ?1", hash).stream().findFirst();
  }

  Optional<Attempt> byConfigHash(byte[] hash) {
    return attemptsWhere("config_hash = ?1", hash).stream().findFirst();
  }

  void addAttempt(
      UUID id, UUID install, int number, byte[] nonceHash, Ipv4 address, byte[] configHash) {
    database
        .createNativeQuery(
            "INSERT INTO attempt (id, install, number, nonce_hash, address, config_hash, served_at)"
                + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, UTC_TIMESTAMP(6))")
        .setParameter(1, Binary.of(id))
        .setParameter(2, Binary.of(install))
        .setParameter(3, number)
        .setParameter(4, nonceHash)
        .setParameter(5, address.toBytes())
        .setParameter(6, configHash)
        .executeUpdate();
  }

  void configFetched(UUID attempt) {
    database
        .createNativeQuery(
            "UPDATE attempt SET config_at = COALESCE(config_at, UTC_TIMESTAMP(6)) WHERE id = ?1")
        .setParameter(1, Binary.of(attempt))
        .executeUpdate();
  }

  /** All of an attempt in one statement. */
  void addDocuments(UUID attempt, Map<String, Stored> documents) {
    String rows = String.join(", ", Collections.nCopies(documents.size(), "(?, ?, ?, ?, ?)"));
    Query insert =
        database.createNativeQuery(
            "INSERT INTO document (attempt, name, content_type, ciphertext, key_id) VALUES "
                + rows);
    int at = 0;
    for (Map.Entry<String, Stored> each : documents.entrySet()) {
      insert.setParameter(++at, Binary.of(attempt));
      insert.setParameter(++at, each.getKey());
      insert.setParameter(++at, each.getValue().contentType);
      insert.setParameter(++at, each.getValue().ciphertext);
      insert.setParameter(++at, each.getValue().keyId);
    }
    insert.executeUpdate();
  }

  Optional<Stored> document(UUID attempt, String name) {
    return database
        .createNativeQuery(
            "SELECT content_type, ciphertext, key_id FROM document WHERE attempt = ?1 AND name = ?2",
            Object[].class)
        .setFlushMode(FlushModeType.COMMIT)
        .setParameter(1, Binary.of(attempt))
        .setParameter(2, name)
        .getResultStream()
        .findFirst()
        .map(row -> stored((Object[]) row));
  }

  private static Stored stored(Object[] row) {
    return new Stored((String) row[0], (byte[]) row[1], (String) row[2]);
  }

  private List<Attempt> attemptsWhere(String condition, byte[] value) {
    return database
        .createNativeQuery(ATTEMPT + condition, Object[].class)
        .setFlushMode(FlushModeType.COMMIT)
        .setParameter(1, value)
        .getResultStream()
        .map(row -> attempt((Object[]) row))
        .toList();
  }

  private static Attempt attempt(Object[] row) {
    return new Attempt(
        Binary.uuid((byte[]) row[0]),
        Binary.uuid((byte[]) row[1]),
        ((Number) row[2]).intValue(),
        Ipv4.of((byte[]) row[3]),
        instant(row[4]),
        Optional.ofNullable(row[5]).map(InstallRows::instant));
  }

  private static Instant instant(Object column) {
    return column instanceof LocalDateTime local
        ? local.toInstant(ZoneOffset.UTC)
        : ((java.sql.Timestamp) column).toLocalDateTime().toInstant(ZoneOffset.UTC);
  }
}
