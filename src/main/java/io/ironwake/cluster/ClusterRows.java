package io.ironwake.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.net.Ipv4;
import io.ironwake.store.Binary;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The tables cluster and cluster_member. Every method runs inside the caller's transaction. */
@ApplicationScoped
class ClusterRows implements PanacheRepositoryBase<ClusterEntity, UUID> {
  private static final byte[] NONE = {};

  private final EntityManager database;
  private final ObjectMapper json;

  ClusterRows(EntityManager database, ObjectMapper json) {
    this.database = database;
    this.json = json;
  }

  String write(Cluster cluster) {
    try {
      return json.writeValueAsString(ClusterView.of(cluster));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a cluster could not be written", e);
    }
  }

  Cluster cluster(ClusterEntity row) {
    try {
      return json.readValue(row.spec, ClusterView.class).toCluster();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cluster '" + row.name + "' is unreadable", e);
    }
  }

  List<Member> members(UUID cluster) {
    return database
        .createNativeQuery(
            "SELECT machine, role, ordinal, name, address, founder, install, bootstrapped"
                + " FROM cluster_member WHERE cluster = ?1 ORDER BY ordinal",
            Object[].class)
        .setParameter(1, Binary.of(cluster))
        .getResultStream()
        .map(row -> member((Object[]) row))
        .toList();
  }

  /** The cluster that an approval made its machine a member of. */
  Optional<UUID> ofInstall(UUID install) {
    return database
        .createNativeQuery("SELECT cluster FROM cluster_member WHERE install = ?1", byte[].class)
        .setParameter(1, Binary.of(install))
        .getResultStream()
        .findFirst()
        .map(id -> Binary.uuid((byte[]) id));
  }

  private static Member member(Object[] row) {
    return new Member(
        Binary.uuid((byte[]) row[0]),
        Role.valueOf((String) row[1]),
        ((Number) row[2]).intValue(),
        (String) row[3],
        Optional.ofNullable((byte[]) row[4]).map(Ipv4::of),
        isTrue(row[5]),
        Optional.ofNullable((byte[]) row[6]).map(Binary::uuid),
        isTrue(row[7]));
  }

  private static boolean isTrue(Object column) {
    return column instanceof Boolean flag ? flag : ((Number) column).intValue() != 0;
  }

  /**
   * Replaces what was decided of a cluster, unless another did so since.
   *
   * @return false when {@code seating} is no longer current
   */
  boolean put(UUID cluster, long seating, Roll roll) {
    int changed =
        database
            .createNativeQuery(
                "UPDATE cluster SET formed = ?3, seating = seating + 1 WHERE id = ?1 AND seating ="
                    + " ?2")
            .setParameter(1, Binary.of(cluster))
            .setParameter(2, seating)
            .setParameter(3, roll.formed())
            .executeUpdate();
    if (changed == 0) {
      return false;
    }
    removeMembers(cluster);
    roll.members().forEach(each -> insert(cluster, each));
    return true;
  }

  private void insert(UUID cluster, Member member) {
    Query query =
        database.createNativeQuery(
            "REPLACE INTO cluster_member (machine, cluster, role, ordinal, name, address, founder,"
                + " install, bootstrapped) VALUES (?1, ?2, ?3, ?4, ?5, NULLIF(?6, ''), ?7,"
                + " NULLIF(?8, ''), ?9)");
    query.setParameter(1, Binary.of(member.machine()));
    query.setParameter(2, Binary.of(cluster));
    query.setParameter(3, member.role().name());
    query.setParameter(4, member.ordinal());
    query.setParameter(5, member.name());
    query.setParameter(6, member.address().map(Ipv4::toBytes).orElse(NONE));
    query.setParameter(7, member.founder());
    query.setParameter(8, member.install().map(Binary::of).orElse(NONE));
    query.setParameter(9, member.bootstrapped());
    query.executeUpdate();
  }

  /**
   * Notes that the member an approval made was INSTALLED, and that the cluster came into being if
   * that is so now: with its founder, or where all begin together with a majority. Machines report
   * at the same time, so all of it is said to the database, behind the cluster's row.
   */
  void prove(UUID cluster, UUID install) {
    database
        .createNativeQuery("UPDATE cluster SET seating = seating + 1 WHERE id = ?1")
        .setParameter(1, Binary.of(cluster))
        .executeUpdate();
    database
        .createNativeQuery(
            "UPDATE cluster_member SET bootstrapped = TRUE WHERE cluster = ?1 AND install = ?2")
        .setParameter(1, Binary.of(cluster))
        .setParameter(2, Binary.of(install))
        .executeUpdate();
    database
        .createNativeQuery(
            "UPDATE cluster SET formed = formed OR COALESCE((SELECT"
                + " SUM(role = 'SERVER' AND founder AND bootstrapped) > 0 OR"
                + " 2 * SUM(role = 'MEMBER' AND bootstrapped) > SUM(role = 'MEMBER')"
                + " FROM cluster_member WHERE cluster = ?1), FALSE) WHERE id = ?1")
        .setParameter(1, Binary.of(cluster))
        .executeUpdate();
  }

  void removeMembers(UUID cluster) {
    database
        .createNativeQuery("DELETE FROM cluster_member WHERE cluster = ?1")
        .setParameter(1, Binary.of(cluster))
        .executeUpdate();
  }

  /** Forgets whoever ran it; whoever is approved next begins it once more. */
  void foundAnew(UUID cluster) {
    removeMembers(cluster);
    database
        .createNativeQuery(
            "UPDATE cluster SET founding = founding + 1, formed = FALSE, seating = seating + 1"
                + " WHERE id = ?1")
        .setParameter(1, Binary.of(cluster))
        .executeUpdate();
  }
}
