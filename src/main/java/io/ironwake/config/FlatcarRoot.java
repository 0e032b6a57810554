package io.ironwake.config;

import io.ironwake.butane.IgnitionConfig;
import io.ironwake.net.Pure;
import io.ironwake.profile.Completion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Flatcar whose kernel comes from the network at every boot and whose root file system lies on
 * the disk (Flatcar's documentation "Booting with PXE", {@code root=}). Ignition makes it at the
 * first boot; a later boot that ran Ignition again would make it anew, so only the first is told
 * to.
 */
@Pure
final class FlatcarRoot {
  static final String KEY = "root";

  /** The kernel argument that names it. */
  static final String ARGUMENT = "root=LABEL=ROOT";

  private static final String LABEL = "ROOT";
  private static final List<String> FORMATS = List.of("ext4", "btrfs", "xfs");

  private FlatcarRoot() {}

  /**
   * The format of the root file system; empty when the root is in memory or in an image.
   *
   * @throws ConfigException for one that Flatcar has no root on
   */
  static Optional<String> format(Fields config) {
    Optional<String> format = config.line(KEY);
    format
        .filter(it -> !FORMATS.contains(it))
        .ifPresent(
            it -> {
              throw new ConfigException(
                  config.at(KEY), "must be one of " + String.join(", ", FORMATS));
            });
    return format;
  }

  /**
   * @throws ConfigException when another report than the first boot's would end the install:
   *     nothing reports before
   */
  static void requireFirstBoot(InstallFacts facts) {
    if (facts.profile().completion() != Completion.FIRST_BOOT) {
      throw new ConfigException(
          "profile.completion",
          "must be first-boot with config.root: no installer runs that could report earlier");
    }
  }

  /**
   * Partition and file system on the machine's disk.
   *
   * @throws ConfigException when the operator's document sets the same disk up
   */
  static void addTo(Ignition system, InstallFacts facts, String format, IgnitionConfig document) {
    String disk = TargetDisk.nameOrLink(facts);
    if (SystemDocument.disks(document).contains(disk)) {
      throw new ConfigException(
          "config." + KEY, "makes the partitions of " + disk + ", which the document makes too");
    }
    system.storage(
        "disks",
        Map.of("device", disk, "wipeTable", true, "partitions", List.of(Map.of("label", LABEL))));
    system.storage(
        "filesystems",
        Map.of(
            "device",
            "/dev/disk/by-partlabel/" + LABEL,
            "format",
            format,
            "label",
            LABEL,
            "wipeFilesystem",
            true));
  }
}
