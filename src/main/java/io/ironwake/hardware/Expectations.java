package io.ironwake.hardware;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.journal.Audit;
import io.ironwake.problem.Problem;
import io.ironwake.profile.Profiles;
import io.ironwake.store.Binary;
import io.ironwake.store.ChangeListener;
import io.ironwake.store.ChangeLog;
import io.ironwake.store.Transactions;
import io.ironwake.store.Uuid7;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** All hardware that is expected: in the database, and in memory by name. */
@ApplicationScoped
public class Expectations implements ChangeListener {
  private static final String KIND = "expected-hardware";
  private static final String COLUMNS =
      "SELECT id, spec, machine, matched_at, version FROM expected_hardware ORDER BY name";

  private final EntityManager database;
  private final Transactions transactions;
  private final ChangeLog changes;
  private final Audit audit;
  private final Uuid7 ids;
  private final Profiles profiles;
  private final ObjectMapper json;
  private volatile List<Stored> all = List.of();

  Expectations(
      EntityManager database,
      Transactions transactions,
      ChangeLog changes,
      Audit audit,
      Uuid7 ids,
      Profiles profiles,
      ObjectMapper json) {
    this.database = database;
    this.transactions = transactions;
    this.changes = changes;
    this.audit = audit;
    this.ids = ids;
    this.profiles = profiles;
    this.json = json;
  }

  /**
   * One expectation as it is kept.
   *
   * @param machine which turned up as it; that machine may be gone again
   * @param version rises with every change; the ETag
   */
  public record Stored(
      UUID id,
      ExpectedHardware expected,
      Optional<UUID> machine,
      Optional<Instant> matchedAt,
      long version) {}

  /** From memory, by name. */
  public List<Stored> all() {
    return all;
  }

  /** From memory. */
  public Optional<Stored> byName(String name) {
    return all.stream().filter(it -> it.expected().name().equals(name)).findFirst();
  }

  /**
   * Adds an expectation, or replaces the one of its name; what has turned up stays.
   *
   * @param version the version the change was made against, when the caller demands one
   * @throws Problem INVALID for a profile that does not exist, STALE
   */
  public Stored put(ExpectedHardware expected, Optional<Long> version, String actor) {
    expected
        .profile()
        .filter(it -> profiles.byName(it).isEmpty())
        .ifPresent(
            it -> {
              throw Problem.invalid(
                  "expected hardware " + expected.name() + ": there is no profile '" + it + "'");
            });
    return transactions.call(() -> putNow(expected, version, actor));
  }

  /**
   * {@link #put} inside the caller's transaction, for a caller that has seen to the profile.
   *
   * @throws Problem STALE
   */
  public Stored putNow(ExpectedHardware expected, Optional<Long> version, String actor) {
    Optional<Stored> known =
        rows().stream().filter(it -> it.expected().name().equals(expected.name())).findFirst();
    version
        .filter(it -> known.isEmpty() || known.get().version() != it)
        .ifPresent(
            it -> {
              throw Problem.of(
                  Problem.Kind.STALE,
                  "expected hardware '" + expected.name() + "' changed meanwhile; read it again");
            });
    UUID id = known.map(Stored::id).orElseGet(ids::next);
    database
        .createNativeQuery(
            "INSERT INTO expected_hardware (id, name, spec, version) VALUES (?1, ?2, ?3, 1)"
                + " ON DUPLICATE KEY UPDATE spec = ?3, version = version + 1")
        .setParameter(1, Binary.of(id))
        .setParameter(2, expected.name())
        .setParameter(3, write(ExpectedView.of(expected)))
        .executeUpdate();
    record(id, known.isEmpty() ? "create" : "change", actor, expected.name(), Optional.empty());
    return rows().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }

  /**
   * Forgets an expectation; a machine that turned up as it stays as it is.
   *
   * @throws Problem NOT_FOUND
   */
  void delete(String name, String actor) {
    transactions.run(() -> deleteNow(name, actor));
  }

  /** {@link #delete} inside the caller's transaction. */
  public void deleteNow(String name, String actor) {
    Stored stored =
        rows().stream()
            .filter(it -> it.expected().name().equals(name))
            .findFirst()
            .orElseThrow(() -> Problem.notFound("there is no expected hardware '" + name + "'"));
    database
        .createNativeQuery("DELETE FROM expected_hardware WHERE id = ?1")
        .setParameter(1, Binary.of(stored.id()))
        .executeUpdate();
    record(stored.id(), "delete", actor, name, Optional.empty());
  }

  /**
   * Writes down which machine turned up, unless another replica did so first. Inside the caller's
   * transaction.
   *
   * @return whether it was this caller
   */
  boolean matchedNow(Stored stored, UUID machine) {
    int updated =
        database
            .createNativeQuery(
                "UPDATE expected_hardware SET machine = ?2, matched_at = UTC_TIMESTAMP(6), version = version + 1"
                    + " WHERE id = ?1 AND version = ?3")
            .setParameter(1, Binary.of(stored.id()))
            .setParameter(2, Binary.of(machine))
            .setParameter(3, stored.version())
            .executeUpdate();
    if (updated == 1) {
      record(stored.id(), "matched", KIND, stored.expected().name(), Optional.of(machine));
    }
    return updated == 1;
  }

  private void record(UUID id, String action, String actor, String name, Optional<UUID> machine) {
    audit.record(actor, action, KIND, id, machine, Map.of("name", name));
    changes.record(KIND, id);
  }

  @SuppressWarnings("unchecked")
  private List<Stored> rows() {
    List<Object[]> rows = database.createNativeQuery(COLUMNS, Object[].class).getResultList();
    return rows.stream().map(this::stored).toList();
  }

  private Stored stored(Object[] row) {
    return new Stored(
        Binary.uuid((byte[]) row[0]),
        read((String) row[1]).toExpected(),
        Optional.ofNullable((byte[]) row[2]).map(Binary::uuid),
        Optional.ofNullable(row[3]).map(Expectations::instant),
        ((Number) row[4]).longValue());
  }

  private static Instant instant(Object column) {
    return column instanceof LocalDateTime local
        ? local.toInstant(ZoneOffset.UTC)
        : ((java.sql.Timestamp) column).toLocalDateTime().toInstant(ZoneOffset.UTC);
  }

  private String write(ExpectedView view) {
    try {
      return json.writeValueAsString(view);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("expected hardware could not be written", e);
    }
  }

  private ExpectedView read(String text) {
    try {
      return json.readValue(text, ExpectedView.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("expected hardware cannot be read with this version", e);
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void reload() {
    all = QuarkusTransaction.requiringNew().call(this::rows);
  }

  @Override
  public void changed(UUID subject) {
    reload();
  }
}
