package io.ironwake.boot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.access.Vault;
import io.ironwake.asset.AssetStore;
import io.ironwake.asset.Release;
import io.ironwake.boot.BootFacts.InstallFact;
import io.ironwake.boot.InstallRows.Living;
import io.ironwake.config.FrozenInstall;
import io.ironwake.config.Way;
import io.ironwake.machine.Deadlines;
import io.ironwake.machine.InstallEnded;
import io.ironwake.machine.Machine;
import io.ironwake.machine.Machines;
import io.ironwake.net.Ipv4;
import io.ironwake.profile.Completion;
import io.ironwake.profile.Profiles;
import io.ironwake.store.ChangeListener;
import io.ironwake.store.ChangeLog;
import io.ironwake.store.DatabaseTime;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** The installs that have not ended, in memory for the doors, and the sealed record behind each. */
@ApplicationScoped
class Installs implements ChangeListener, ProtectedAddresses {
  static final String KIND = "install";

  private final InstallRows rows;
  private final Vault vault;
  private final ObjectMapper json;
  private final AssetStore assets;
  private final Deadlines deadlines;
  private final DatabaseTime time;
  private final ChangeLog changes;
  private final Profiles profiles;
  private final Machines machines;
  private volatile Set<Ipv4> addresses = Set.of();
  private volatile Map<UUID, Living> living = Map.of();

  Installs(
      InstallRows rows,
      Vault vault,
      ObjectMapper json,
      AssetStore assets,
      Deadlines deadlines,
      DatabaseTime time,
      ChangeLog changes,
      Profiles profiles,
      Machines machines) {
    this.rows = rows;
    this.vault = vault;
    this.json = json;
    this.assets = assets;
    this.deadlines = deadlines;
    this.time = time;
    this.changes = changes;
    this.profiles = profiles;
    this.machines = machines;
  }

  /**
   * What the gate needs of a machine's install, from memory; whether its assets are good is not
   * looked at.
   */
  Optional<InstallFact> factOf(Machine machine) {
    return machine
        .state()
        .currentInstall()
        .flatMap(
            id ->
                Optional.ofNullable(living.get(id))
                    .map(
                        known ->
                            new InstallFact(
                                id,
                                known.byFirstBoot(),
                                deadline(machine),
                                IdentityDemand.NONE,
                                List.of(),
                                known.way())));
  }

  /**
   * The same from the database, with the faults of its assets. Inside the caller's transaction;
   * reads files.
   */
  Optional<InstallFact> checkedFactNow(Machine machine) {
    return machine
        .state()
        .currentInstall()
        .flatMap(rows::findByIdOptional)
        .map(
            row -> {
              FrozenRecord frozen = open(row);
              return new InstallFact(
                  row.id,
                  completesByFirstBoot(row),
                  deadline(machine),
                  frozen.demand(),
                  faults(row, frozen),
                  Way.valueOf(row.way));
            });
  }

  private Instant deadline(Machine machine) {
    return deadlines.of(machine.state()).orElse(Instant.MAX);
  }

  /**
   * An install with what its files say: their digests, where a script checks them, and room for a
   * menu. Reads files.
   *
   * @throws Problem NOT_APPROVABLE when an image cannot be made of it
   */
  FrozenInstall completed(Release release, FrozenInstall frozen) {
    IsoMenus.check(assets, release, frozen);
    Map<String, String> digests = new HashMap<>();
    for (String file : frozen.way() == Way.NETWORK ? List.<String>of() : frozen.assets()) {
      assets.verified(release, file).ifPresent(found -> digests.put(file, found.sha256()));
    }
    return frozen.withDigests(digests);
  }

  private List<String> faults(InstallEntity row, FrozenRecord frozen) {
    List<String> faults = faults(frozen.release(), frozen.install().assets(), frozen.more());
    if (faults.isEmpty()
        && !digests(frozen.release(), frozen.install().assets(), frozen.more())
            .equals(row.assets)) {
      return List.of(
          "an asset in "
              + frozen.release().folder()
              + " is not the one that was approved; put that one back, or cancel and approve again");
    }
    return faults;
  }

  /** The Live profile named {@code inspector}, which {@code unknown: inspect} boots. */
  Optional<UUID> inspector() {
    return profiles.inspector();
  }

  private static boolean completesByFirstBoot(InstallEntity row) {
    return row.completion.equals(Completion.FIRST_BOOT.name());
  }

  /** Seals a record for its row. */
  Vault.Sealed seal(UUID install, FrozenRecord record) {
    try {
      return vault.seal(json.writeValueAsBytes(record), context(install));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an install could not be frozen", e);
    }
  }

  /** The record behind a row. */
  FrozenRecord open(InstallEntity row) {
    try {
      return json.readValue(vault.open(row.frozen, row.keyId, context(row.id)), FrozenRecord.class);
    } catch (IOException e) {
      throw new IllegalStateException("install " + row.id + " cannot be read with this version", e);
    }
  }

  private static String context(UUID install) {
    return "install:" + install;
  }

  /** All that is wrong with the assets of an install. */
  List<String> faults(Release release, List<String> files, List<Bundle> more) {
    List<String> all = new ArrayList<>(assets.faults(release, files));
    more.forEach(each -> all.addAll(assets.faults(each.release(), each.files())));
    return all;
  }

  /**
   * The releases and their files' sizes and digests as JSON, for the row and for comparison.
   *
   * @param more releases beside the profile's
   */
  String digests(Release release, List<String> files, List<Bundle> more) {
    Map<String, Object> all = new TreeMap<>();
    all.put("release", release.folder());
    all.put("files", digests(release, files));
    if (!more.isEmpty()) {
      Map<String, Object> others = new TreeMap<>();
      more.forEach(
          each -> others.put(each.release().folder(), digests(each.release(), each.files())));
      all.put("more", others);
    }
    try {
      return json.writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The release and its files' sizes and digests, as they were approved. */
  JsonNode assets(InstallEntity row) {
    try {
      return json.readTree(row.assets);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("install " + row.id + " cannot be read with this version", e);
    }
  }

  private List<Map<String, Object>> digests(Release release, List<String> files) {
    return files.stream()
        .flatMap(file -> assets.verified(release, file).stream())
        .<Map<String, Object>>map(
            asset ->
                new TreeMap<>(
                    Map.of("name", asset.name(), "size", asset.size(), "sha256", asset.sha256())))
        .toList();
  }

  /** Tells the snapshots that an install was served once more. Inside the caller's transaction. */
  void servedNow(UUID install) {
    changes.record(KIND, install);
  }

  /**
   * Ends an install. Inside the caller's transaction; an install that has ended stays as it ended,
   * but for a late success.
   */
  void endNow(UUID install, String outcome, String reason) {
    rows.findByIdOptional(install)
        .ifPresent(
            row -> {
              row.endedAt = time.now();
              row.outcome = outcome;
              row.reason = reason.length() <= 512 ? reason : reason.substring(0, 512);
              changes.record(KIND, install);
            });
  }

  void ended(@Observes InstallEnded event) {
    endNow(event.install(), event.outcome(), event.reason());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Set<Ipv4> current() {
    return addresses;
  }

  @Override
  public Optional<String> machineAt(Ipv4 address) {
    return living.values().stream()
        .filter(each -> each.addresses().contains(address))
        .flatMap(each -> machines.snapshot().byId(each.machine()).stream())
        .map(Machine::name)
        .findFirst();
  }

  @Override
  public void reload() {
    publish(QuarkusTransaction.requiringNew().call(rows::living));
  }

  @Override
  public void changed(UUID subject) {
    changed(Set.of(subject));
  }

  @Override
  public void changed(Set<UUID> subjects) {
    Map<UUID, Living> next = new HashMap<>(living);
    next.keySet().removeAll(subjects);
    next.putAll(QuarkusTransaction.requiringNew().call(() -> rows.living(List.copyOf(subjects))));
    publish(next);
  }

  private void publish(Map<UUID, Living> next) {
    living = next;
    addresses =
        next.values().stream()
            .flatMap(each -> each.addresses().stream())
            .collect(Collectors.toUnmodifiableSet());
  }
}
