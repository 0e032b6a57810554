package io.ironwake.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.store.Binary;
import io.ironwake.store.Uuid7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Who changed what, when: append-only, kept for ever. */
@ApplicationScoped
public class Audit {
  private final EntityManager database;
  private final Uuid7 ids;
  private final ObjectMapper json;

  Audit(EntityManager database, Uuid7 ids, ObjectMapper json) {
    this.database = database;
    this.ids = ids;
    this.json = json;
  }

  /**
   * One recorded change.
   *
   * @param at the database's time of the change
   * @param actor who asked: a token's name, {@code rack.yaml}, {@code machine} or {@code sweep}
   * @param action what was done, such as {@code approve}
   * @param kind the kind of thing changed, such as {@code machine}
   * @param subject its key
   * @param detail further facts, without secrets
   */
  public record Entry(
      Instant at,
      String actor,
      String action,
      String kind,
      UUID subject,
      Map<String, Object> detail) {}

  /**
   * Records a change; call it inside the transaction that makes it.
   *
   * @param machine the machine whose history it belongs to, if any
   * @param detail further facts; never a token, nonce or password
   */
  public void record(
      String actor,
      String action,
      String kind,
      UUID subject,
      Optional<UUID> machine,
      Map<String, ?> detail) {
    database
        .createNativeQuery(
            "INSERT INTO audit (id, at, actor, action, kind, subject, machine, detail)"
                + " VALUES (?1, UTC_TIMESTAMP(6), ?2, ?3, ?4, ?5, NULLIF(?6, ''), ?7)")
        .setParameter(1, Binary.of(ids.next()))
        .setParameter(2, actor)
        .setParameter(3, action)
        .setParameter(4, kind)
        .setParameter(5, Binary.of(subject))
        .setParameter(6, machine.map(Binary::of).orElse(new byte[0]))
        .setParameter(7, write(detail))
        .executeUpdate();
  }

  /** One machine's history, oldest first, at most {@code limit} entries from {@code offset} on. */
  public List<Entry> ofMachine(UUID machine, int offset, int limit) {
    return entries(machine, "", offset, limit);
  }

  /** The newest of one machine's history, newest first, at most {@code limit} entries. */
  public List<Entry> newestOfMachine(UUID machine, int limit) {
    return entries(machine, "DESC", 0, limit);
  }

  @SuppressWarnings("unchecked")
  private List<Entry> entries(UUID machine, String order, int offset, int limit) {
    List<Object[]> rows =
        database
            .createNativeQuery(
                "SELECT at, actor, action, kind, subject, detail FROM audit WHERE machine = ?1 ORDER BY id "
                    + order
                    + " LIMIT ?2 OFFSET ?3",
                Object[].class)
            .setParameter(1, Binary.of(machine))
            .setParameter(2, limit)
            .setParameter(3, offset)
            .getResultList();
    return rows.stream().map(this::entry).toList();
  }

  private Entry entry(Object[] row) {
    Instant at = instant(row[0]);
    return new Entry(
        at,
        (String) row[1],
        (String) row[2],
        (String) row[3],
        Binary.uuid((byte[]) row[4]),
        read(text(row[5])));
  }

  static Instant instant(Object column) {
    return column instanceof LocalDateTime local
        ? local.toInstant(ZoneOffset.UTC)
        : ((java.sql.Timestamp) column).toLocalDateTime().toInstant(ZoneOffset.UTC);
  }

  static String text(Object column) {
    return column instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : String.valueOf(column);
  }

  private String write(Map<String, ?> detail) {
    try {
      return json.writeValueAsString(detail);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("an audit detail must be plain values", e);
    }
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> read(String detail) {
    try {
      return json.readValue(detail, Map.class);
    } catch (JsonProcessingException e) {
      return Map.of("unreadable", detail);
    }
  }
}
