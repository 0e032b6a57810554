package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.regex.Pattern;

/** The disk an installer overwrites. */
@Pure
final class TargetDisk {
  private static final String PATH = "machine.disk";
  private static final Pattern WHOLE =
      Pattern.compile("/dev/(?:(?:sd|vd|xvd|hd)[a-z]{1,3}|nvme\\d{1,3}n\\d{1,3}|mmcblk\\d{1,3})");
  private static final Pattern KERNEL_PARTITION =
      Pattern.compile(
          "/dev/(?:(?:sd|vd|xvd|hd)[a-z]{1,3}\\d{1,3}|nvme\\d{1,3}n\\d{1,3}p\\d{1,3}|mmcblk\\d{1,3}p\\d{1,3})");
  private static final Pattern PARTITION =
      Pattern.compile(KERNEL_PARTITION + "|/dev/disk/by-.*-part\\d+");
  private static final Pattern LINK =
      Pattern.compile("/dev/disk/by-(?:id|path)/[A-Za-z0-9][A-Za-z0-9._:+@=-]{0,200}");

  private TargetDisk() {}

  /**
   * A name to which a partition number can be appended, as the k3OS installer does.
   *
   * @throws ConfigException naming the reason and an example
   */
  static String numberable(InstallFacts facts) {
    return kernelName(
        facts,
        "the k3OS installer appends partition numbers to the disk's name, which a link in"
            + " /dev/disk cannot take");
  }

  /**
   * The kernel's own name of a disk, for installers that compare names instead of following links.
   *
   * @param why not a link, for the refusal
   * @throws ConfigException naming the reason and an example
   */
  static String kernelName(InstallFacts facts, String why) {
    String disk = present(facts);
    if (disk.startsWith("/dev/disk/")) {
      throw new ConfigException(PATH, why + "; use /dev/sda or /dev/nvme0n1");
    }
    return whole(disk, WHOLE.matcher(disk).matches());
  }

  /**
   * A kernel name, or a link below {@code /dev/disk/by-id} or {@code by-path} for installers that
   * follow it.
   *
   * @throws ConfigException naming the reason and an example
   */
  static String nameOrLink(InstallFacts facts) {
    String disk = present(facts);
    return whole(disk, WHOLE.matcher(disk).matches() || LINK.matcher(disk).matches());
  }

  /**
   * The partition of a root file system that is to be replaced, by its kernel name or a link.
   *
   * @throws ConfigException naming the reason and an example
   */
  static String partition(InstallFacts facts) {
    String disk = present(facts);
    boolean link = LINK.matcher(disk).matches() && disk.matches(".*-part\\d+");
    if (!link && !KERNEL_PARTITION.matcher(disk).matches()) {
      throw new ConfigException(
          PATH,
          "must be the partition that holds the file system here, such as /dev/sda1: no partition is"
              + " made");
    }
    return disk;
  }

  private static String present(InstallFacts facts) {
    if (facts.disk().isEmpty()) {
      throw new ConfigException(
          PATH,
          "is missing: there is no default disk to overwrite; set it, for example to /dev/sda");
    }
    return facts.disk();
  }

  private static String whole(String disk, boolean known) {
    if (PARTITION.matcher(disk).matches()) {
      throw new ConfigException(PATH, "'" + disk + "' is a partition; name the whole disk");
    }
    if (!known) {
      throw new ConfigException(
          PATH,
          "'"
              + disk.replaceAll("[^ -~]", "?")
              + "' is not a whole-disk name; use /dev/sda, /dev/vda, /dev/nvme0n1 or /dev/mmcblk0");
    }
    return disk;
  }
}
