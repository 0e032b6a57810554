package io.ironwake.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.access.Vault;
import io.ironwake.journal.Audit;
import io.ironwake.problem.Problem;
import io.ironwake.store.ChangeListener;
import io.ironwake.store.ChangeLog;
import io.ironwake.store.DatabaseTime;
import io.ironwake.store.Transactions;
import io.ironwake.store.Uuid7;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * All profiles: encrypted in the database, since configs hold secrets, and in memory for the doors.
 */
@ApplicationScoped
public class Profiles implements ChangeListener {
  private static final String KIND = "profile";

  /** The Live profile of this name takes inventory where a subnet says {@code unknown: inspect}. */
  private static final String INSPECTOR = "inspector";

  private final ProfileRows rows;
  private final Vault vault;
  private final ObjectMapper json;
  private final Transactions transactions;
  private final ChangeLog changes;
  private final Audit audit;
  private final DatabaseTime time;
  private final Uuid7 ids;
  private final ProfileCheck check;
  private volatile Map<UUID, StoredProfile> snapshot = Map.of();
  private volatile Optional<UUID> inspector = Optional.empty();

  Profiles(
      ProfileRows rows,
      Vault vault,
      ObjectMapper json,
      Transactions transactions,
      ChangeLog changes,
      Audit audit,
      DatabaseTime time,
      Uuid7 ids,
      ProfileCheck check) {
    this.rows = rows;
    this.vault = vault;
    this.json = json;
    this.transactions = transactions;
    this.changes = changes;
    this.audit = audit;
    this.time = time;
    this.ids = ids;
    this.check = check;
  }

  /** From memory. */
  public Optional<Profile> find(UUID id) {
    return Optional.ofNullable(snapshot.get(id)).map(StoredProfile::profile);
  }

  /** From memory. */
  public Optional<StoredProfile> byName(String name) {
    return snapshot.values().stream()
        .filter(stored -> stored.profile().name().equals(name))
        .findFirst();
  }

  /** From memory, by name. */
  public List<StoredProfile> all() {
    return snapshot.values().stream()
        .sorted(Comparator.comparing(stored -> stored.profile().name()))
        .toList();
  }

  /** The Live profile that takes inventory, if one is declared. */
  public Optional<UUID> inspector() {
    return inspector;
  }

  /**
   * Creates a profile.
   *
   * @throws Problem CONFLICT when the name is taken, INVALID when it could never boot a machine
   */
  public StoredProfile create(Profile profile, String actor) {
    return transactions.call(() -> createNow(profile, actor));
  }

  /** {@link #create} inside the caller's transaction. */
  public StoredProfile createNow(Profile profile, String actor) {
    Profile whole = sound(profile, Optional.empty());
    if (rows.count("name", whole.name()) > 0) {
      throw Problem.conflict(
          "a profile named '" + whole.name() + "' exists; choose another name or change that one");
    }
    ProfileEntity row = new ProfileEntity();
    row.id = ids.next();
    row.createdAt = time.now();
    fill(row, whole);
    rows.persistAndFlush(row);
    return record(row, "create", actor);
  }

  /**
   * Replaces a profile. Installs already approved keep what was approved; where the new one shows a
   * secret's mask, the secret stays.
   *
   * @param version the version the change was made against, when the caller demands one
   * @throws Problem NOT_FOUND, STALE, CONFLICT when the new name is taken, INVALID when it could
   *     never boot a machine
   */
  public StoredProfile replace(UUID id, Optional<Long> version, Profile profile, String actor) {
    return transactions.call(() -> replaceNow(id, version, profile, actor));
  }

  /** {@link #replace} inside the caller's transaction; without a difference it writes nothing. */
  public StoredProfile replaceNow(UUID id, Optional<Long> version, Profile profile, String actor) {
    ProfileEntity row = row(id, version);
    StoredProfile old = stored(row);
    Profile whole = sound(profile, Optional.of(old.profile()));
    if (whole.equals(old.profile())) {
      return old;
    }
    if (!row.name.equals(whole.name()) && rows.count("name", whole.name()) > 0) {
      throw Problem.conflict("a profile named '" + whole.name() + "' exists; choose another name");
    }
    fill(row, whole);
    rows.flush();
    return record(row, "change", actor);
  }

  /**
   * Deletes a profile.
   *
   * @throws Problem CONFLICT while a machine uses it
   */
  public void delete(UUID id, Optional<Long> version, String actor) {
    transactions.run(() -> deleteNow(id, version, actor));
  }

  /** {@link #delete} inside the caller's transaction. */
  public void deleteNow(UUID id, Optional<Long> version, String actor) {
    ProfileEntity row = row(id, version);
    List<String> users = rows.users(id);
    if (!users.isEmpty()) {
      throw Problem.conflict(
          "profile '"
              + row.name
              + "' is used by "
              + String.join(", ", users)
              + "; give them another first");
    }
    audit.record(actor, "delete", KIND, id, Optional.empty(), Map.of("name", row.name));
    rows.delete(row);
    changes.record(KIND, id);
  }

  /** The profile with its secrets, if it could boot a machine. */
  private Profile sound(Profile profile, Optional<Profile> known) {
    try {
      Profile whole = profile.revealed(known);
      check.check(whole);
      return whole;
    } catch (IllegalArgumentException wrong) {
      throw Problem.invalid("profile " + profile.name() + ": " + wrong.getMessage());
    }
  }

  private ProfileEntity row(UUID id, Optional<Long> version) {
    ProfileEntity row =
        rows.findByIdOptional(id).orElseThrow(() -> Problem.notFound("there is no profile " + id));
    if (version.isPresent() && version.get() != row.version) {
      throw Problem.of(
          Problem.Kind.STALE,
          "profile '"
              + row.name
              + "' changed meanwhile; read it again and repeat with the ETag \""
              + row.version
              + "\"",
          Map.of("version", row.version));
    }
    return row;
  }

  private StoredProfile record(ProfileEntity row, String action, String actor) {
    audit.record(actor, action, KIND, row.id, Optional.empty(), Map.of("name", row.name));
    changes.record(KIND, row.id);
    return stored(row);
  }

  private void fill(ProfileEntity row, Profile profile) {
    try {
      Vault.Sealed sealed = vault.seal(json.writeValueAsBytes(profile), context(row.id));
      row.name = profile.name();
      row.os = profile.os().id();
      row.osVersion = profile.version();
      row.arch = profile.arch().id();
      row.effect = profile.effect().name();
      row.ciphertext = sealed.ciphertext();
      row.keyId = sealed.keyId();
      row.updatedAt = time.now();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a profile could not be written", e);
    }
  }

  private StoredProfile stored(ProfileEntity row) {
    try {
      Profile profile =
          json.readValue(vault.open(row.ciphertext, row.keyId, context(row.id)), Profile.class);
      return new StoredProfile(row.id, profile, row.version, row.createdAt, row.updatedAt);
    } catch (IOException e) {
      throw new IllegalStateException(
          "profile '" + row.name + "' cannot be read with this version; declare it again", e);
    }
  }

  private static String context(UUID id) {
    return "profile:" + id;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void reload() {
    Map<UUID, StoredProfile> fresh = new HashMap<>();
    QuarkusTransaction.requiringNew()
        .run(() -> rows.listAll().forEach(row -> fresh.put(row.id, stored(row))));
    publish(fresh);
  }

  @Override
  public void changed(UUID subject) {
    Map<UUID, StoredProfile> next = new HashMap<>(snapshot);
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                rows.findByIdOptional(subject)
                    .ifPresentOrElse(
                        row -> next.put(subject, stored(row)), () -> next.remove(subject)));
    publish(next);
  }

  private void publish(Map<UUID, StoredProfile> next) {
    snapshot = Map.copyOf(next);
    inspector =
        byName(INSPECTOR)
            .filter(stored -> stored.profile().effect() == Effect.LIVE)
            .map(StoredProfile::id);
  }
}
