package io.ironwake.config;

import io.ironwake.butane.DocumentException;
import io.ironwake.butane.IgnitionConfig;
import io.ironwake.butane.Limits;
import io.ironwake.butane.OperatorDocument;
import io.ironwake.butane.Variant;
import io.ironwake.net.Pure;
import io.ironwake.profile.OsFamily;
import io.ironwake.profile.Profile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The operator's own document in a profile whose system Ignition sets up: {@code butane} or {@code
 * ignition}, translated and checked against what Ironwake writes itself.
 */
@Pure
final class SystemDocument {
  static final String BUTANE = "butane";
  static final String IGNITION = "ignition";

  /** Flatcar's first alpha with Ignition 3.4 (flatcar/Flatcar issue 1000). */
  private static final int FIRST_WITH_3_4 = 3535;

  /** The image has it, and Ignition fails on a file it may not replace. */
  private static final Set<String> IN_FLATCAR = Set.of("/etc/flatcar/update.conf");

  private SystemDocument() {}

  static boolean isIn(Profile profile) {
    return profile.config().containsKey(BUTANE) || profile.config().containsKey(IGNITION);
  }

  /**
   * @param ours folders and files that Ironwake writes
   * @return an empty config for a profile without such a document
   * @throws ConfigException naming line and column of all that is wrong with it
   */
  static IgnitionConfig read(Profile profile, Fields config, Set<String> ours) {
    Optional<String> butane = config.text(BUTANE);
    Optional<String> ignition = config.text(IGNITION);
    if (butane.isEmpty() && ignition.isEmpty()) {
      return Ignition.NOTHING;
    }
    String key = butane.isPresent() ? BUTANE : IGNITION;
    requireAlone(config, key);
    Limits limits = limits(profile, ours);
    try {
      return butane
          .map(it -> OperatorDocument.butane(config.at(BUTANE), it, limits))
          .orElseGet(
              () -> OperatorDocument.ignition(config.at(IGNITION), ignition.orElse(""), limits));
    } catch (DocumentException wrong) {
      throw new ConfigException(config.at(key), wrong);
    }
  }

  private static void requireAlone(Fields config, String key) {
    List.of(IGNITION, "files", "units").stream()
        .filter(other -> !other.equals(key) && config.has(other))
        .forEach(
            other -> {
              throw new ConfigException(
                  config.at(other), "stands beside " + key + "; write it there");
            });
  }

  private static Limits limits(Profile profile, Set<String> ours) {
    boolean flatcar = profile.os() == OsFamily.FLATCAR;
    Set<String> claimed = new TreeSet<>(ours);
    claimed.add("/etc/hostname");
    return new Limits(
        Set.of(flatcar ? Variant.FLATCAR : Variant.FCOS),
        flatcar ? newestOfFlatcar(profile.version()) : Integer.MAX_VALUE,
        false,
        claimed,
        "ironwake-",
        flatcar ? IN_FLATCAR : Set.of());
  }

  private static int newestOfFlatcar(String version) {
    return Integer.parseInt(version.replaceFirst("\\D.*", "")) >= FIRST_WITH_3_4 ? 4 : 3;
  }

  /** The files a document writes. */
  static List<String> paths(IgnitionConfig document) {
    return list(document.root().get("storage"), "files").stream()
        .filter(each -> each instanceof Map<?, ?>)
        .map(each -> String.valueOf(((Map<?, ?>) each).get("path")))
        .toList();
  }

  /** The disks a document makes partitions of. */
  static List<String> disks(IgnitionConfig document) {
    return list(document.root().get("storage"), "disks").stream()
        .filter(each -> each instanceof Map<?, ?>)
        .map(each -> String.valueOf(((Map<?, ?>) each).get("device")))
        .toList();
  }

  /** The keys a document gives to a user. */
  static List<String> keys(IgnitionConfig document, String user) {
    return list(document.root().get("passwd"), "users").stream()
        .filter(each -> each instanceof Map<?, ?> map && user.equals(map.get("name")))
        .flatMap(each -> list(each, "sshAuthorizedKeys").stream())
        .map(Object::toString)
        .toList();
  }

  private static List<?> list(@Nullable Object map, String key) {
    return map instanceof Map<?, ?> values && values.get(key) instanceof List<?> list
        ? list
        : List.of();
  }
}
