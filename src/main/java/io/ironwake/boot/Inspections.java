package io.ironwake.boot;

import io.ironwake.access.Token;
import io.ironwake.journal.FlightRecorder;
import io.ironwake.machine.Inventory;
import io.ironwake.machine.Machine;
import io.ironwake.machine.Machines;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.store.Binary;
import io.ironwake.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Lets one Live boot of one machine report one inventory. Its token is good for an hour, until the
 * machine's next Live boot, and for one document: a live system on an open network may say
 * something new once, and repeat itself.
 */
@ApplicationScoped
class Inspections {
  private static final Logger LOG = Logger.getLogger(Inspections.class);

  private final EntityManager database;
  private final Transactions transactions;
  private final Machines machines;
  private final Inventory inventory;
  private final FlightRecorder recorder;

  Inspections(
      EntityManager database,
      Transactions transactions,
      Machines machines,
      Inventory inventory,
      FlightRecorder recorder) {
    this.database = database;
    this.transactions = transactions;
    this.machines = machines;
    this.inventory = inventory;
    this.recorder = recorder;
  }

  private record Opened(byte[] hash, UUID machine, MacAddress mac, boolean taken) {}

  /** Gives a Live boot its token, in the transaction that serves it. */
  void openNow(UUID machine, Token token, Serving serving) {
    database
        .createNativeQuery("DELETE FROM inspection WHERE machine = ?1")
        .setParameter(1, Binary.of(machine))
        .executeUpdate();
    database
        .createNativeQuery(
            "INSERT INTO inspection (hash, machine, mac, address, served_at)"
                + " VALUES (?1, ?2, ?3, ?4, UTC_TIMESTAMP(6))")
        .setParameter(1, token.sha256())
        .setParameter(2, Binary.of(machine))
        .setParameter(3, serving.boot().mac().toBytes())
        .setParameter(4, serving.client().toBytes())
        .executeUpdate();
  }

  /**
   * Takes an inventory.
   *
   * @param token as presented in the URL
   * @return the machine, or empty for a token that is unknown, too old or another boot's
   * @throws io.ironwake.problem.Problem INVALID for a document that is out of bounds
   */
  Optional<Machine> take(String token, byte[] document, Ipv4 client) {
    return transactions.call(
        () ->
            openedNow(Token.presented(token).sha256())
                .map(opened -> takeNow(opened, document, client)));
  }

  private Machine takeNow(Opened opened, byte[] document, Ipv4 client) {
    if (!opened.taken) {
      List<String> changes = inventory.takeNow(opened.machine, document);
      database
          .createNativeQuery("UPDATE inspection SET taken_at = UTC_TIMESTAMP(6) WHERE hash = ?1")
          .setParameter(1, opened.hash)
          .executeUpdate();
      journal(opened, changes, client);
    }
    return machines.currentNow(opened.machine);
  }

  private void journal(Opened opened, List<String> changes, Ipv4 client) {
    LOG.infof(
        "machine=%s mac=%s address=%s inventory taken, %d changes",
        opened.machine, opened.mac, client, changes.size());
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("address", client.toString());
    if (!changes.isEmpty()) {
      detail.put("changed", changes);
    }
    recorder.record(
        FlightRecorder.event("HTTP", "inventory").of(Optional.of(opened.machine)).with(detail));
  }

  private Optional<Opened> openedNow(byte[] hash) {
    return database
        .createNativeQuery(
            "SELECT machine, mac, taken_at IS NOT NULL FROM inspection"
                + " WHERE hash = ?1 AND served_at > UTC_TIMESTAMP(6) - INTERVAL 1 HOUR",
            Object[].class)
        .setParameter(1, hash)
        .getResultStream()
        .findFirst()
        .map(row -> opened(hash, (Object[]) row));
  }

  private static Opened opened(byte[] hash, Object[] row) {
    return new Opened(
        hash,
        Binary.uuid((byte[]) row[0]),
        MacAddress.of((byte[]) row[1]),
        "1".equals(String.valueOf(row[2])) || Boolean.TRUE.equals(row[2]));
  }
}
