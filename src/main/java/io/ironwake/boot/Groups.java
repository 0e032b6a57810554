package io.ironwake.boot;

import io.ironwake.address.DeclaredOptions;
import io.ironwake.journal.Audit;
import io.ironwake.machine.Machine;
import io.ironwake.machine.Machines;
import io.ironwake.net.MacAddress;
import io.ironwake.problem.Problem;
import io.ironwake.store.ChangeListener;
import io.ironwake.store.ChangeLog;
import io.ironwake.store.Transactions;
import io.ironwake.store.Uuid7;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** All groups of machines: in the database, and in memory for the doors. */
@ApplicationScoped
public class Groups implements ChangeListener {
  private static final String KIND = "group";

  private final GroupRows rows;
  private final Machines machines;
  private final Transactions transactions;
  private final ChangeLog changes;
  private final Audit audit;
  private final Uuid7 ids;
  private volatile Snapshot snapshot = new Snapshot(Map.of(), GroupRanking.NONE);

  Groups(
      GroupRows rows,
      Machines machines,
      Transactions transactions,
      ChangeLog changes,
      Audit audit,
      Uuid7 ids) {
    this.rows = rows;
    this.machines = machines;
    this.transactions = transactions;
    this.changes = changes;
    this.audit = audit;
    this.ids = ids;
  }

  /**
   * A group as it is kept.
   *
   * @param version rises with every change; the ETag
   */
  public record Stored(UUID id, Group group, long version) {}

  private record Snapshot(Map<UUID, Stored> byId, GroupRanking ranking) {
    static Snapshot of(Map<UUID, Stored> byId) {
      return new Snapshot(
          Map.copyOf(byId), new GroupRanking(byId.values().stream().map(Stored::group).toList()));
    }
  }

  /** From memory. */
  public GroupRanking current() {
    return snapshot.ranking;
  }

  /** The DHCP options of the groups a NIC's machine belongs to, from memory. */
  public DeclaredOptions options(MacAddress mac) {
    return machines
        .snapshot()
        .byMac(mac)
        .map(Machine::selectable)
        .map(snapshot.ranking::options)
        .orElse(DeclaredOptions.NONE);
  }

  /** From memory. */
  public Optional<Stored> byName(String name) {
    return snapshot.byId.values().stream()
        .filter(stored -> stored.group().name().equals(name))
        .findFirst();
  }

  /** From memory, by name. */
  public List<Stored> all() {
    return snapshot.byId.values().stream()
        .sorted(Comparator.comparing(stored -> stored.group().name()))
        .toList();
  }

  /**
   * Creates a group.
   *
   * @throws Problem CONFLICT when the name is taken
   */
  public Stored create(Group group, String actor) {
    return transactions.call(() -> createNow(group, actor));
  }

  /** {@link #create} inside the caller's transaction. */
  public Stored createNow(Group group, String actor) {
    requireFree(group.name());
    GroupEntity row = new GroupEntity();
    row.id = ids.next();
    rows.fill(row, group);
    rows.persistAndFlush(row);
    return record(row, "create", actor);
  }

  /**
   * Replaces a group.
   *
   * @param version the version the change was made against, when the caller demands one
   * @throws Problem NOT_FOUND, STALE, CONFLICT when the new name is taken
   */
  public Stored replace(UUID id, Optional<Long> version, Group group, String actor) {
    return transactions.call(() -> replaceNow(id, version, group, actor));
  }

  /** {@link #replace} inside the caller's transaction. */
  public Stored replaceNow(UUID id, Optional<Long> version, Group group, String actor) {
    GroupEntity row = row(id, version);
    if (!row.name.equals(group.name())) {
      requireFree(group.name());
    }
    rows.fill(row, group);
    rows.flush();
    return record(row, "change", actor);
  }

  /**
   * Deletes a group; its machines stay.
   *
   * @throws Problem NOT_FOUND, STALE
   */
  void delete(UUID id, Optional<Long> version, String actor) {
    transactions.run(() -> deleteNow(id, version, actor));
  }

  /** {@link #delete} inside the caller's transaction. */
  public void deleteNow(UUID id, Optional<Long> version, String actor) {
    GroupEntity row = row(id, version);
    record(row, "delete", actor);
    rows.delete(row);
  }

  private void requireFree(String name) {
    if (rows.count("name", name) > 0) {
      throw Problem.conflict(
          "a group named '" + name + "' exists; choose another name or change that one");
    }
  }

  private GroupEntity row(UUID id, Optional<Long> version) {
    GroupEntity row =
        rows.findByIdOptional(id).orElseThrow(() -> Problem.notFound("there is no group " + id));
    if (version.isPresent() && version.get() != row.version) {
      throw Problem.of(
          Problem.Kind.STALE,
          "group '"
              + row.name
              + "' changed meanwhile; read it again and repeat with the ETag \""
              + row.version
              + "\"",
          Map.of("version", row.version));
    }
    return row;
  }

  private Stored record(GroupEntity row, String action, String actor) {
    audit.record(actor, action, KIND, row.id, Optional.empty(), Map.of("name", row.name));
    changes.record(KIND, row.id);
    return stored(row);
  }

  private Stored stored(GroupEntity row) {
    return new Stored(row.id, rows.group(row), row.version);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void reload() {
    Map<UUID, Stored> fresh = new HashMap<>();
    QuarkusTransaction.requiringNew()
        .run(() -> rows.listAll().forEach(row -> fresh.put(row.id, stored(row))));
    snapshot = Snapshot.of(fresh);
  }

  @Override
  public void changed(UUID subject) {
    reload();
  }
}
