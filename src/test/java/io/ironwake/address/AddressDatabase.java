package io.ironwake.address;

import io.ironwake.store.Binary;
import io.ironwake.store.ChangeFeed;
import io.ironwake.store.Replica;
import io.ironwake.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;

/**
 * The database as the tests of this package need it: snapshots that follow it, and rows written
 * past Ironwake.
 */
@ApplicationScoped
class AddressDatabase {
  private final EntityManager database;
  private final Transactions transactions;
  private final ChangeFeed feed;
  private final Replica replica;
  private final Subnets subnets;

  AddressDatabase(
      EntityManager database,
      Transactions transactions,
      ChangeFeed feed,
      Replica replica,
      Subnets subnets) {
    this.database = database;
    this.transactions = transactions;
    this.feed = feed;
    this.replica = replica;
    this.subnets = subnets;
  }

  /** Deletes every subnet of an earlier test; starts the change feed if nothing else did. */
  synchronized void clear() {
    if (count("SELECT COUNT(*) FROM replica WHERE id = ?1", Binary.of(replica.id())) == 0) {
      feed.start();
    }
    subnets.current().subnets().forEach(each -> subnets.delete(each.name(), "test"));
  }

  Subnet declare(String name, String cidr, String... pools) {
    return subnets.create(view(name, cidr, pools), "test");
  }

  static SubnetView view(String name, String cidr, String... pools) {
    return SubnetView.of(Fixtures.subnet(Fixtures.SUBNET_ID, name, cidr, pools));
  }

  /** A lease another replica wrote. */
  void foreignLease(Subnet subnet, String address, ClientIdentity client, int secondsLeft) {
    transactions.run(
        () ->
            database
                .createNativeQuery(
                    "INSERT INTO lease VALUES (?1, ?2, ?3, NULL, NULL, 0, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL ?4 SECOND)")
                .setParameter(1, Binary.of(subnet.id()))
                .setParameter(2, Fixtures.ip(address).toBytes())
                .setParameter(3, client.hardware().toBytes())
                .setParameter(4, secondsLeft)
                .executeUpdate());
  }

  long count(String sql, byte[] parameter) {
    return transactions.call(
        () ->
            ((Number) database.createNativeQuery(sql).setParameter(1, parameter).getSingleResult())
                .longValue());
  }

  /** How many leases of a subnet are held in the database, and by how many clients. */
  List<Long> held(Subnet subnet) {
    return transactions.call(
        () -> {
          Object[] row =
              (Object[])
                  database
                      .createNativeQuery(
                          "SELECT COUNT(*), COUNT(DISTINCT client) FROM lease WHERE subnet = ?1 AND state = 0 AND expires_at > UTC_TIMESTAMP(6)",
                          Object[].class)
                      .setParameter(1, Binary.of(subnet.id()))
                      .getSingleResult();
          return List.of(((Number) row[0]).longValue(), ((Number) row[1]).longValue());
        });
  }

  /** What the journal says of a subnet by this name, the oldest first. */
  List<String> told(String subnet) {
    return transactions.call(
        () ->
            database
                .createNativeQuery(
                    "SELECT kind FROM boot_event WHERE JSON_VALUE(detail, '$.subnet') = ?1 ORDER BY id",
                    String.class)
                .setParameter(1, subnet)
                .getResultStream()
                .map(each -> (String) each)
                .toList());
  }

  Optional<Integer> state(Subnet subnet, String address) {
    return transactions.call(
        () ->
            database
                .createNativeQuery(
                    "SELECT state FROM lease WHERE subnet = ?1 AND address = ?2", Integer.class)
                .setParameter(1, Binary.of(subnet.id()))
                .setParameter(2, Fixtures.ip(address).toBytes())
                .getResultStream()
                .findFirst()
                .map(each -> ((Number) each).intValue()));
  }
}
