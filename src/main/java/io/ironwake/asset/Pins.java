package io.ironwake.asset;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The table asset_pin. Every method runs inside the caller's transaction. */
@ApplicationScoped
class Pins {
  private final EntityManager database;

  Pins(EntityManager database) {
    this.database = database;
  }

  /** Who pinned, by release folder. */
  @SuppressWarnings("unchecked")
  Map<String, String> all() {
    List<Object[]> rows =
        database
            .createNativeQuery("SELECT release_folder, pinned_by FROM asset_pin", Object[].class)
            .getResultList();
    return rows.stream().collect(Collectors.toMap(row -> (String) row[0], row -> (String) row[1]));
  }

  /** False when it was pinned already. */
  boolean pin(Release release, String by) {
    return database
            .createNativeQuery(
                "INSERT IGNORE INTO asset_pin (release_folder, pinned_by, pinned_at)"
                    + " VALUES (?1, ?2, UTC_TIMESTAMP(6))")
            .setParameter(1, release.folder())
            .setParameter(2, by)
            .executeUpdate()
        > 0;
  }

  /** False when it was not pinned. */
  boolean unpin(Release release) {
    return database
            .createNativeQuery("DELETE FROM asset_pin WHERE release_folder = ?1")
            .setParameter(1, release.folder())
            .executeUpdate()
        > 0;
  }
}
