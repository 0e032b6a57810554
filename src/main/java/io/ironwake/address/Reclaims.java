package io.ironwake.address;

import io.ironwake.journal.Audit;
import io.ironwake.net.Ipv4;
import io.ironwake.problem.Problem;
import io.ironwake.store.Binary;
import io.ironwake.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.Map;
import java.util.Optional;

/** Takes addresses back before their leases end. */
@ApplicationScoped
public class Reclaims {
  private final Subnets subnets;
  private final Leases leases;
  private final KeptAddresses kept;
  private final EntityManager database;
  private final Transactions transactions;
  private final Audit audit;

  Reclaims(
      Subnets subnets,
      Leases leases,
      KeptAddresses kept,
      EntityManager database,
      Transactions transactions,
      Audit audit) {
    this.subnets = subnets;
    this.leases = leases;
    this.kept = kept;
    this.database = database;
    this.transactions = transactions;
    this.audit = audit;
  }

  /**
   * Takes an address back at an operator's wish; its holder learns it when it renews.
   *
   * @throws Problem NOT_FOUND when nobody has it, CONFLICT while its machine is installing
   */
  public void reclaim(Ipv4 address, String actor) {
    Subnet subnet =
        subnets
            .current()
            .byAddress(address)
            .orElseThrow(() -> Problem.notFound(address + " lies in no declared subnet"));
    if (kept.current().contains(address)) {
      throw Problem.conflict(
          address
              + " belongs to a machine that is installing and would lose its way; wait for the"
              + " install to end, or give it up first");
    }
    transactions.run(() -> delete(subnet, address, actor));
    leases.forget(subnet, address);
  }

  private void delete(Subnet subnet, Ipv4 address, String actor) {
    int rows =
        database
            .createNativeQuery("DELETE FROM lease WHERE subnet = ?1 AND address = ?2")
            .setParameter(1, Binary.of(subnet.id()))
            .setParameter(2, address.toBytes())
            .executeUpdate();
    if (rows == 0) {
      throw Problem.notFound("there is no lease of " + address);
    }
    audit.record(
        actor,
        "reclaim",
        "lease",
        subnet.id(),
        Optional.empty(),
        Map.of("address", address.toString()));
  }
}
