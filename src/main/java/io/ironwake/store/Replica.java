package io.ironwake.store;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** This process among its peers: a new id at every start, so that change numbers never run backwards. */
@ApplicationScoped
public class Replica {
  private final UUID id;
  private final String name;
  private final EntityManager database;

  Replica(Uuid7 ids, EntityManager database, @ConfigProperty(name = "ironwake.replica-name", defaultValue = "ironwake") String name) {
    this.id = ids.next();
    this.name = name;
    this.database = database;
  }

  public UUID id() {
    return id;
  }

  /** Writes this replica's row; must run before the first change is recorded. */
  void register() {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                database
                    .createNativeQuery(
                        "INSERT INTO replica (id, name, change_n, started_at, seen_at)"
                            + " VALUES (?1, ?2, 0, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))")
                    .setParameter(1, Binary.of(id))
                    .setParameter(2, name)
                    .executeUpdate());
  }
}
