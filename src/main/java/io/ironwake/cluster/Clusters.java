package io.ironwake.cluster;

import io.ironwake.access.Secrets;
import io.ironwake.journal.Audit;
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

/** All clusters: in the database, and in memory with what was decided of each. */
@ApplicationScoped
public class Clusters implements ChangeListener {
  static final String KIND = "cluster";

  private final ClusterRows rows;
  private final Secrets secrets;
  private final Transactions transactions;
  private final ChangeLog changes;
  private final Audit audit;
  private final Uuid7 ids;
  private volatile Map<UUID, Stored> snapshot = Map.of();

  Clusters(
      ClusterRows rows,
      Secrets secrets,
      Transactions transactions,
      ChangeLog changes,
      Audit audit,
      Uuid7 ids) {
    this.rows = rows;
    this.secrets = secrets;
    this.transactions = transactions;
    this.changes = changes;
    this.audit = audit;
    this.ids = ids;
  }

  /**
   * A cluster as it is kept.
   *
   * @param founding how often it was begun, from 1
   * @param roll what was decided of its machines
   * @param seating rises with every such decision
   * @param version rises with every change of {@code cluster}; the ETag
   */
  public record Stored(
      UUID id, Cluster cluster, int founding, Roll roll, long seating, long version) {
    /** Whether it came into being. */
    public boolean isFormed() {
      return roll.formed();
    }
  }

  /** From memory, by name. */
  public List<Stored> all() {
    return snapshot.values().stream()
        .sorted(Comparator.comparing(stored -> stored.cluster().name()))
        .toList();
  }

  /** From memory. */
  public Optional<Stored> byName(String name) {
    return snapshot.values().stream()
        .filter(stored -> stored.cluster().name().equals(name))
        .findFirst();
  }

  /**
   * Creates a cluster.
   *
   * @throws Problem CONFLICT when the name is taken
   */
  public Stored create(Cluster cluster, String actor) {
    return transactions.call(() -> createNow(cluster, actor));
  }

  /** {@link #create} inside the caller's transaction. */
  public Stored createNow(Cluster cluster, String actor) {
    requireFree(cluster.name());
    ClusterEntity row = new ClusterEntity();
    row.id = ids.next();
    row.name = cluster.name();
    row.spec = rows.write(cluster);
    rows.persistAndFlush(row);
    record(row, "create", actor);
    return new Stored(row.id, cluster, 1, Roll.EMPTY, 0, row.version);
  }

  /**
   * Replaces a cluster. Machines already approved keep what was approved.
   *
   * @param version the version the change was made against, when the caller demands one
   * @throws Problem NOT_FOUND, STALE, CONFLICT when the new name is taken
   */
  public Stored replace(UUID id, Optional<Long> version, Cluster cluster, String actor) {
    return transactions.call(() -> replaceNow(id, version, cluster, actor));
  }

  /** {@link #replace} inside the caller's transaction. */
  public Stored replaceNow(UUID id, Optional<Long> version, Cluster cluster, String actor) {
    ClusterEntity row = row(id, version);
    if (!row.name.equals(cluster.name())) {
      requireFree(cluster.name());
    }
    row.name = cluster.name();
    row.spec = rows.write(cluster);
    rows.flush();
    record(row, "change", actor);
    return stored(row);
  }

  /**
   * Deletes a cluster with its token; its machines stay as they are.
   *
   * @throws Problem NOT_FOUND, STALE
   */
  public void delete(UUID id, Optional<Long> version, String actor) {
    transactions.run(() -> deleteNow(id, version, actor));
  }

  /** {@link #delete} inside the caller's transaction. */
  public void deleteNow(UUID id, Optional<Long> version, String actor) {
    ClusterEntity row = row(id, version);
    record(row, "delete", actor);
    rows.removeMembers(id);
    rows.delete(row);
    secrets.removeNow(ClusterTokens.name(id));
  }

  /**
   * Forgets who runs it: the next machine approved begins it once more, beside whatever runs still.
   *
   * @throws Problem NOT_FOUND, STALE
   */
  Stored foundAnew(UUID id, Optional<Long> version, String actor) {
    transactions.run(
        () -> {
          record(row(id, version), "found-anew", actor);
          rows.foundAnew(id);
        });
    return Optional.ofNullable(snapshot.get(id))
        .orElseThrow(() -> Problem.notFound("there is no cluster " + id));
  }

  private void requireFree(String name) {
    if (rows.count("name", name) > 0) {
      throw Problem.conflict(
          "a cluster named '" + name + "' exists; choose another name or change that one");
    }
  }

  private ClusterEntity row(UUID id, Optional<Long> version) {
    ClusterEntity row =
        rows.findByIdOptional(id).orElseThrow(() -> Problem.notFound("there is no cluster " + id));
    if (version.isPresent() && version.get() != row.version) {
      throw Problem.of(
          Problem.Kind.STALE,
          "cluster '"
              + row.name
              + "' changed meanwhile; read it again and repeat with the ETag \""
              + row.version
              + "\"",
          Map.of("version", row.version));
    }
    return row;
  }

  private void record(ClusterEntity row, String action, String actor) {
    audit.record(actor, action, KIND, row.id, Optional.empty(), Map.of("name", row.name));
    changes.record(KIND, row.id);
  }

  private Stored stored(ClusterEntity row) {
    return new Stored(
        row.id,
        rows.cluster(row),
        row.founding,
        new Roll(row.formed, rows.members(row.id)),
        row.seating,
        row.version);
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
    snapshot = Map.copyOf(fresh);
  }

  @Override
  public void changed(UUID subject) {
    reload();
  }
}
