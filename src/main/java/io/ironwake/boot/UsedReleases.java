package io.ironwake.boot;

import io.ironwake.asset.Release;
import io.ironwake.asset.ReleaseUse;
import io.ironwake.cluster.Clusters;
import io.ironwake.profile.Arch;
import io.ironwake.profile.Profile;
import io.ironwake.profile.Profiles;
import io.ironwake.profile.StoredProfile;
import io.ironwake.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The releases of profiles and clusters, and those of installs that have not ended. */
@ApplicationScoped
class UsedReleases implements ReleaseUse {
  private static final String LIVING =
      "SELECT JSON_VALUE(install.assets, '$.release'), COUNT(*), MIN(machine.name)"
          + " FROM install JOIN machine ON machine.id = install.machine"
          + " WHERE install.ended_at IS NULL GROUP BY 1";

  private final Profiles profiles;
  private final Clusters clusters;
  private final Transactions transactions;
  private final EntityManager database;

  UsedReleases(
      Profiles profiles, Clusters clusters, Transactions transactions, EntityManager database) {
    this.profiles = profiles;
    this.clusters = clusters;
    this.transactions = transactions;
    this.database = database;
  }

  @Override
  public boolean isNamed(Release release) {
    return profiles.all().stream()
        .map(StoredProfile::profile)
        .anyMatch(profile -> of(profile).equals(release));
  }

  @Override
  public Map<Release, List<String>> uses() {
    Map<Release, List<String>> uses = new LinkedHashMap<>();
    profiles.all().stream()
        .map(StoredProfile::profile)
        .forEach(profile -> add(uses, of(profile), "profile '" + profile.name() + "'"));
    for (Clusters.Stored stored : clusters.all()) {
      for (Arch arch : Arch.values()) {
        stored
            .cluster()
            .release()
            .map(version -> new Release(stored.cluster().type(), version, arch.id()))
            .ifPresent(it -> add(uses, it, "cluster '" + stored.cluster().name() + "'"));
      }
    }
    for (Object row : transactions.call(this::living)) {
      Object[] columns = (Object[]) row;
      String[] parts = String.valueOf(columns[0]).split("/", -1);
      if (parts.length == 3) {
        add(uses, new Release(parts[0], parts[1], parts[2]), words(columns));
      }
    }
    return uses;
  }

  private List<?> living() {
    return database.createNativeQuery(LIVING, Object[].class).getResultList();
  }

  private static String words(Object[] columns) {
    long count = ((Number) columns[1]).longValue();
    String one = "the install of '" + columns[2] + "'";
    return count == 1 ? one : one + " and " + (count - 1) + " more";
  }

  private static Release of(Profile profile) {
    return new Release(profile.os().id(), profile.version(), profile.arch().id());
  }

  private static void add(Map<Release, List<String>> uses, Release release, String name) {
    uses.computeIfAbsent(release, any -> new ArrayList<>()).add(name);
  }
}
