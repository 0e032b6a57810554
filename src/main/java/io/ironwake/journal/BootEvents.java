package io.ironwake.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.store.Binary;
import io.ironwake.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads what the flight recorder wrote. */
@ApplicationScoped
public class BootEvents {
  private final EntityManager database;
  private final Transactions transactions;
  private final ObjectMapper json;

  BootEvents(EntityManager database, Transactions transactions, ObjectMapper json) {
    this.database = database;
    this.transactions = transactions;
    this.json = json;
  }

  /**
   * One step of a boot.
   *
   * @param door where, such as {@code DHCP}
   * @param kind what, such as {@code decision}
   * @param boot the boot it belongs to, once a nonce was seen
   */
  public record Step(
      Instant at, String door, String kind, Optional<String> boot, Map<String, Object> detail) {}

  /** A machine's steps, the newest first. */
  public List<Step> ofMachine(UUID machine, int offset, int limit) {
    return transactions.call(() -> read(machine, offset, limit));
  }

  @SuppressWarnings("unchecked")
  private List<Step> read(UUID machine, int offset, int limit) {
    List<Object[]> rows =
        database
            .createNativeQuery(
                "SELECT at, door, kind, boot, detail FROM boot_event WHERE machine = ?1 OR mac IN (SELECT mac FROM interface WHERE machine = ?1)"
                    + " ORDER BY id DESC LIMIT ?2 OFFSET ?3",
                Object[].class)
            .setParameter(1, Binary.of(machine))
            .setParameter(2, limit)
            .setParameter(3, offset)
            .getResultList();
    return rows.stream().map(this::step).toList();
  }

  private Step step(Object[] row) {
    return new Step(
        Audit.instant(row[0]),
        (String) row[1],
        (String) row[2],
        Optional.ofNullable((String) row[3]),
        detail(Audit.text(row[4])));
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> detail(String text) {
    try {
      return json.readValue(text, Map.class);
    } catch (JsonProcessingException e) {
      return Map.of("unreadable", text);
    }
  }
}
