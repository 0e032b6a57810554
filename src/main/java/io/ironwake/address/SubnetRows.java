package io.ironwake.address;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ironwake.net.IpRange;
import io.ironwake.net.Ipv4;
import io.ironwake.store.Binary;
import io.ironwake.store.Uuid7;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The subnet and pool tables; name, cidr and pools have columns, the rest is the view's JSON. Every
 * method runs inside the caller's transaction.
 */
@ApplicationScoped
class SubnetRows {
  private static final List<String> COLUMNS = List.of("name", "cidr", "pools", "version");

  private final EntityManager database;
  private final ObjectMapper json;
  private final OptionColumn options;
  private final Uuid7 ids;

  SubnetRows(EntityManager database, ObjectMapper json, OptionColumn options, Uuid7 ids) {
    this.database = database;
    this.json = json;
    this.options = options;
    this.ids = ids;
  }

  @SuppressWarnings("unchecked")
  List<Subnet> all() {
    Map<UUID, List<Pool>> pools = new HashMap<>();
    List<Object[]> poolRows =
        database
            .createNativeQuery(
                "SELECT subnet, first, last, options FROM pool ORDER BY first", Object[].class)
            .getResultList();
    for (Object[] row : poolRows) {
      IpRange range = new IpRange(Ipv4.of((byte[]) row[1]), Ipv4.of((byte[]) row[2]));
      pools
          .computeIfAbsent(Binary.uuid((byte[]) row[0]), id -> new ArrayList<>())
          .add(new Pool(range, options.read(row[3])));
    }
    List<Object[]> rows =
        database
            .createNativeQuery("SELECT id, name, cidr, spec, version FROM subnet", Object[].class)
            .getResultList();
    return rows.stream()
        .map(row -> subnet(row, pools.getOrDefault(Binary.uuid((byte[]) row[0]), List.of())))
        .toList();
  }

  void insert(Subnet subnet) {
    database
        .createNativeQuery(
            "INSERT INTO subnet (id, name, cidr, spec, version) VALUES (?1, ?2, ?3, ?4, ?5)")
        .setParameter(1, Binary.of(subnet.id()))
        .setParameter(2, subnet.name())
        .setParameter(3, subnet.cidr().toString())
        .setParameter(4, spec(subnet))
        .setParameter(5, subnet.version())
        .executeUpdate();
    insertPools(subnet);
  }

  /** Replaces the row whose version is one lower; false when there is none. */
  boolean update(Subnet subnet) {
    int rows =
        database
            .createNativeQuery(
                "UPDATE subnet SET name = ?2, cidr = ?3, spec = ?4, version = ?5 WHERE id = ?1 AND"
                    + " version = ?5 - 1")
            .setParameter(1, Binary.of(subnet.id()))
            .setParameter(2, subnet.name())
            .setParameter(3, subnet.cidr().toString())
            .setParameter(4, spec(subnet))
            .setParameter(5, subnet.version())
            .executeUpdate();
    if (rows == 0) {
      return false;
    }
    deleteFrom("pool", "subnet", subnet.id());
    insertPools(subnet);
    return true;
  }

  /** Whether the subnet's latest lease of an address, running or not, is remembered. */
  boolean isLeased(Subnet subnet, Ipv4 address) {
    return !database
        .createNativeQuery("SELECT 1 FROM lease WHERE subnet = ?1 AND address = ?2")
        .setParameter(1, Binary.of(subnet.id()))
        .setParameter(2, address.toBytes())
        .getResultList()
        .isEmpty();
  }

  /** Deletes a subnet with its pools, reservations and leases. */
  void delete(UUID id) {
    for (String table : List.of("pool", "reservation", "lease")) {
      deleteFrom(table, "subnet", id);
    }
    deleteFrom("subnet", "id", id);
  }

  private void deleteFrom(String table, String column, UUID id) {
    database
        .createNativeQuery("DELETE FROM " + table + " WHERE " + column + " = ?1")
        .setParameter(1, Binary.of(id))
        .executeUpdate();
  }

  private void insertPools(Subnet subnet) {
    for (Pool pool : subnet.pools()) {
      database
          .createNativeQuery(
              "INSERT INTO pool (id, subnet, first, last, options) VALUES (?1, ?2, ?3, ?4,"
                  + " NULLIF(?5, ''))")
          .setParameter(1, Binary.of(ids.next()))
          .setParameter(2, Binary.of(subnet.id()))
          .setParameter(3, pool.range().first().toBytes())
          .setParameter(4, pool.range().last().toBytes())
          .setParameter(5, options.write(pool.options()))
          .executeUpdate();
    }
  }

  private Subnet subnet(Object[] row, List<Pool> pools) {
    long version = ((Number) row[4]).longValue();
    try {
      ObjectNode spec = (ObjectNode) json.readTree(OptionColumn.text(row[3]));
      spec.put("name", (String) row[1]).put("cidr", (String) row[2]);
      ArrayNode ranges = spec.putArray("pools");
      pools.forEach(pool -> ranges.add(PoolView.of(pool).node()));
      return json.treeToValue(spec, SubnetView.class)
          .toSubnet(Binary.uuid((byte[]) row[0]), version);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException("the stored subnet " + row[1] + " is unreadable", unreadable);
    }
  }

  private String spec(Subnet subnet) {
    ObjectNode spec = json.valueToTree(SubnetView.of(subnet));
    return spec.remove(COLUMNS).toString();
  }
}
