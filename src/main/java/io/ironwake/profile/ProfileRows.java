package io.ironwake.profile;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.UUID;

/** The profile table. */
@ApplicationScoped
class ProfileRows implements PanacheRepositoryBase<ProfileEntity, UUID> {
  private final EntityManager database;

  ProfileRows(EntityManager database) {
    this.database = database;
  }

  /** Names of machines and groups that use a profile, at most five. */
  java.util.List<String> users(UUID profile) {
    return database
        .createNativeQuery(
            "SELECT name FROM machine WHERE profile = ?1 OR live = ?1"
                + " UNION SELECT CONCAT('group ', name) FROM `group` WHERE profile = ?1"
                + " ORDER BY name LIMIT 5",
            String.class)
        .setParameter(1, io.ironwake.store.Binary.of(profile))
        .getResultStream()
        .map(String.class::cast)
        .toList();
  }
}
