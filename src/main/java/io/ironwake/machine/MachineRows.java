package io.ironwake.machine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.access.Vault;
import io.ironwake.machine.Machine.Nic;
import io.ironwake.net.BootHints;
import io.ironwake.net.LoaderChoice;
import io.ironwake.net.LocalBoot;
import io.ironwake.net.MacAddress;
import io.ironwake.net.SmbiosUuid;
import io.ironwake.profile.GuardView;
import io.ironwake.profile.SealedVariables;
import io.ironwake.profile.WipeGuard;
import io.ironwake.store.Binary;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The machine and interface tables. Every method runs inside the caller's transaction. */
@ApplicationScoped
class MachineRows implements PanacheRepositoryBase<MachineEntity, UUID> {
  private static final TypeReference<List<String>> STRINGS = new TypeReference<>() {};
  private static final TypeReference<GuardView> GUARD = new TypeReference<>() {};
  private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

  private static final String NICS = "SELECT mac, machine, proposed FROM interface";
  private static final String IN_ORDER = " ORDER BY created_at, mac";
  private static final int AT_ONCE = 256;

  private final EntityManager database;
  private final ObjectMapper json;
  private final SealedVariables sealing;

  MachineRows(EntityManager database, ObjectMapper json, SealedVariables sealing) {
    this.database = database;
    this.json = json;
    this.sealing = sealing;
  }

  Optional<Machine> machine(UUID id) {
    return findByIdOptional(id).map(row -> machine(row, nics(id)));
  }

  List<Machine> all() {
    Map<UUID, List<Nic>> nics =
        byMachine(database.createNativeQuery(NICS + IN_ORDER, Object[].class));
    return listAll().stream()
        .map(row -> machine(row, nics.getOrDefault(row.id, List.of())))
        .toList();
  }

  /** Those of {@code ids} that exist. */
  Map<UUID, Machine> machines(List<UUID> ids) {
    Map<UUID, Machine> found = new HashMap<>();
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      List<UUID> some = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
      Map<UUID, List<Nic>> nics =
          byMachine(
              database
                  .createNativeQuery(NICS + " WHERE machine IN (?1)" + IN_ORDER, Object[].class)
                  .setParameter(1, some.stream().map(Binary::of).toList()));
      list("id in ?1", some)
          .forEach(row -> found.put(row.id, machine(row, nics.getOrDefault(row.id, List.of()))));
    }
    return found;
  }

  Machine machine(MachineEntity row, List<Nic> nics) {
    return new Machine(
        row.id,
        row.name,
        StateJson.read(row.stateData),
        Optional.ofNullable(row.profile),
        read(row.arguments, STRINGS),
        Optional.ofNullable(row.disk),
        read(row.labels, LABELS),
        row.locked,
        Optional.ofNullable(row.live),
        row.liveOnce,
        Optional.ofNullable(row.smbiosUuid),
        Optional.ofNullable(row.serial),
        row.installs,
        nics,
        new BootHints(
            Optional.ofNullable(row.loader).map(LoaderChoice::new),
            Optional.ofNullable(row.localBoot).map(LocalBoot::parse)),
        sealing.open(owner(row), row.variables, row.variablesKey),
        Optional.ofNullable(row.hardware).map(FactsJson::summary),
        new Safety(guard(row), Quarantines.of(row)),
        row.version,
        row.createdAt,
        row.updatedAt);
  }

  private WipeGuard guard(MachineEntity row) {
    return Optional.ofNullable(row.guard)
        .map(text -> read(text, GUARD).toGuard())
        .orElse(WipeGuard.NONE);
  }

  /** Seals a machine's own variables into its row. */
  void setVariables(MachineEntity row, Map<String, Object> values) {
    Optional<Vault.Sealed> sealed = sealing.seal(owner(row), values);
    row.variables = sealed.map(Vault.Sealed::ciphertext).orElse(null);
    row.variablesKey = sealed.map(Vault.Sealed::keyId).orElse(null);
  }

  private static String owner(MachineEntity row) {
    return "machine:" + row.id;
  }

  List<Nic> nics(UUID machine) {
    return database
        .createNativeQuery(NICS + " WHERE machine = ?1" + IN_ORDER, Object[].class)
        .setParameter(1, Binary.of(machine))
        .getResultStream()
        .map(row -> nic((Object[]) row))
        .toList();
  }

  Optional<UUID> ownerOf(MacAddress mac) {
    return database
        .createNativeQuery("SELECT machine FROM interface WHERE mac = ?1", byte[].class)
        .setParameter(1, mac.toBytes())
        .getResultStream()
        .findFirst()
        .map(id -> Binary.uuid((byte[]) id));
  }

  /** The machine itself, with one question less. */
  Optional<Machine> owner(MacAddress mac) {
    Query nics =
        database
            .createNativeQuery(
                NICS + " WHERE machine = (SELECT machine FROM interface WHERE mac = ?1)" + IN_ORDER,
                Object[].class)
            .setParameter(1, mac.toBytes());
    return byMachine(nics).entrySet().stream()
        .findFirst()
        .flatMap(each -> findByIdOptional(each.getKey()).map(row -> machine(row, each.getValue())));
  }

  /** In either byte order. */
  Optional<MachineEntity> bySmbiosUuid(UUID uuid) {
    return find(
            "(smbiosUuid = ?1 or smbiosUuid = ?2) and state <> 'RETIRED' order by id",
            uuid,
            SmbiosUuid.swapped(uuid))
        .firstResultOptional();
  }

  void addNic(MacAddress mac, UUID machine, Optional<UUID> proposed) {
    database
        .createNativeQuery(
            "INSERT INTO interface (mac, machine, proposed, created_at) VALUES (?1, ?2, NULLIF(?3, ''), UTC_TIMESTAMP(6))")
        .setParameter(1, mac.toBytes())
        .setParameter(2, Binary.of(machine))
        .setParameter(3, proposed.map(Binary::of).orElse(new byte[0]))
        .executeUpdate();
  }

  void moveNic(MacAddress mac, UUID machine) {
    database
        .createNativeQuery("UPDATE interface SET machine = ?2, proposed = NULL WHERE mac = ?1")
        .setParameter(1, mac.toBytes())
        .setParameter(2, Binary.of(machine))
        .executeUpdate();
  }

  void propose(MacAddress mac, UUID machine) {
    database
        .createNativeQuery("UPDATE interface SET proposed = ?2 WHERE mac = ?1")
        .setParameter(1, mac.toBytes())
        .setParameter(2, Binary.of(machine))
        .executeUpdate();
  }

  void removeNics(UUID machine) {
    database
        .createNativeQuery("DELETE FROM interface WHERE machine = ?1")
        .setParameter(1, Binary.of(machine))
        .executeUpdate();
  }

  /** Removes what inspectors found in it and the token of its last inspection. */
  void removeInventory(UUID machine) {
    for (String table : List.of("inventory", "inspection", "finding")) {
      database
          .createNativeQuery("DELETE FROM " + table + " WHERE machine = ?1")
          .setParameter(1, Binary.of(machine))
          .executeUpdate();
    }
  }

  /** Machines whose deadline has passed by the database's clock. */
  List<UUID> overdue(int limit) {
    return database
        .createNativeQuery(
            "SELECT id FROM machine WHERE deadline <= UTC_TIMESTAMP(6) ORDER BY deadline LIMIT ?1",
            byte[].class)
        .setParameter(1, limit)
        .getResultStream()
        .map(id -> Binary.uuid((byte[]) id))
        .toList();
  }

  String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a machine's values could not be written", e);
    }
  }

  private <T> T read(String text, TypeReference<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "a machine's row cannot be read; restore it from a backup", e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<UUID, List<Nic>> byMachine(Query nics) {
    Map<UUID, List<Nic>> all = new HashMap<>();
    for (Object[] row : (List<Object[]>) nics.getResultList()) {
      all.computeIfAbsent(Binary.uuid((byte[]) row[1]), id -> new ArrayList<>()).add(nic(row));
    }
    return all;
  }

  private static Nic nic(Object[] row) {
    return new Nic(
        MacAddress.of((byte[]) row[0]), Optional.ofNullable((byte[]) row[2]).map(Binary::uuid));
  }
}
