package io.ironwake.store;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * This process among its peers: a new id at every start and whenever its row was deleted, so that
 * change numbers never run backwards.
 */
@ApplicationScoped
public class Replica {
  private static final Logger LOG = Logger.getLogger(Replica.class);

  private final Uuid7 ids;
  private volatile UUID id;
  private volatile boolean registered;
  private final String name;
  private final EntityManager database;

  Replica(
      Uuid7 ids,
      EntityManager database,
      @ConfigProperty(name = "ironwake.replica-name", defaultValue = "ironwake") String name) {
    this.ids = ids;
    this.id = ids.next();
    this.name = name;
    this.database = database;
  }

  public UUID id() {
    return id;
  }

  /** Writes this replica's row; must run before the first change is recorded. */
  void register() {
    QuarkusTransaction.requiringNew().run(this::forgetTheDead);
    insert(id);
    registered = true;
  }

  private void insert(UUID fresh) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                database
                    .createNativeQuery(
                        "INSERT INTO replica (id, name, change_n, started_at, seen_at)"
                            + " VALUES (?1, ?2, 0, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))")
                    .setParameter(1, Binary.of(fresh))
                    .setParameter(2, name)
                    .executeUpdate());
  }

  /**
   * Says that this replica lives. One that a peer took for dead comes back under a new id: its
   * peers may know the numbers of the old one.
   */
  @Scheduled(every = "30s", delayed = "30s")
  void live() {
    try {
      int found =
          QuarkusTransaction.requiringNew()
              .call(
                  () ->
                      database
                          .createNativeQuery(
                              "UPDATE replica SET seen_at = UTC_TIMESTAMP(6) WHERE id = ?1")
                          .setParameter(1, Binary.of(id))
                          .executeUpdate());
      if (found == 0 && registered) {
        UUID fresh = ids.next();
        insert(fresh);
        id = fresh;
        LOG.warnf("a peer took this replica for dead; it goes on as %s", fresh);
      }
    } catch (RuntimeException e) {
      LOG.debugf("replica row not updated: %s", e.getMessage());
    }
  }

  /** A long-lived replica must not keep every change it ever made. */
  @Scheduled(every = "1h", delayed = "5m")
  void forgetOldChanges() {
    try {
      QuarkusTransaction.requiringNew()
          .run(
              () ->
                  database
                      .createNativeQuery(
                          "DELETE FROM change_log WHERE at < UTC_TIMESTAMP(6) - INTERVAL 1 DAY LIMIT 100000")
                      .executeUpdate());
    } catch (RuntimeException e) {
      LOG.debugf("old changes not forgotten: %s", e.getMessage());
    }
  }

  /**
   * A replica silent for a day is gone; nobody needs its changes, since a start reads everything
   * anew. A start must not wait for long: what is too much goes with {@link #forgetOldChanges}.
   */
  private void forgetTheDead() {
    String dead = "SELECT id FROM replica WHERE seen_at < UTC_TIMESTAMP(6) - INTERVAL 1 DAY";
    database
        .createNativeQuery("DELETE FROM change_log WHERE replica IN (" + dead + ") LIMIT 100000")
        .executeUpdate();
    database
        .createNativeQuery("DELETE FROM replica WHERE seen_at < UTC_TIMESTAMP(6) - INTERVAL 1 DAY")
        .executeUpdate();
  }
}
