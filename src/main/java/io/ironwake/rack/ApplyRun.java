package io.ironwake.rack;

import io.ironwake.profile.StoredProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One try of applying a file, inside one transaction: what later things need to know of earlier
 * ones, which the snapshots in memory do not show before the commit.
 */
final class ApplyRun {
  private final RackFile file;
  private final String actor;
  private final boolean lenient;
  private final Map<String, UUID> profiles = new HashMap<>();
  private final List<String> waiting = new ArrayList<>();

  /**
   * @param actor whom the audit names
   * @param lenient leaves a machine out whose MAC another has since got, instead of refusing the
   *     file: a rack must not stay dark for that
   */
  ApplyRun(RackFile file, String actor, boolean lenient) {
    this.file = file;
    this.actor = actor;
    this.lenient = lenient;
  }

  RackFile file() {
    return file;
  }

  String actor() {
    return actor;
  }

  boolean lenient() {
    return lenient;
  }

  /** Notes a profile that was created or changed. */
  void applied(StoredProfile stored) {
    profiles.put(stored.profile().name(), stored.id());
  }

  /** The key of a profile this run has applied. */
  Optional<UUID> profile(String name) {
    return Optional.ofNullable(profiles.get(name));
  }

  /**
   * True for a profile the file declares and this run could not make: who uses it need not be told
   * again.
   */
  boolean refused(String profile) {
    boolean declared =
        file.profiles().stream()
            .anyMatch(item -> item.value().name().filter(profile::equals).isPresent());
    return declared && !profiles.containsKey(profile);
  }

  Optional<String> profileName(UUID id) {
    return profiles.entrySet().stream()
        .filter(each -> each.getValue().equals(id))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** One sentence for each thing that was not done, with the reason. */
  List<String> waiting() {
    return waiting;
  }
}
