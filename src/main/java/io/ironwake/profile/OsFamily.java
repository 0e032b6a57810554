package io.ironwake.profile;

import io.ironwake.net.Pure;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The operating systems Ironwake knows how to install, and the catch-all for every other one. What
 * each is told, and how, is in its writer (see {@code io.ironwake.config.InstallWriter}).
 */
@Pure
public enum OsFamily {
  K3OS("k3OS", Tells.FIRST_BOOT_ONLY, Runs.FROM_MEMORY_TOO),
  FLATCAR("Flatcar", Tells.WHEN_WRITTEN, Runs.FROM_MEMORY_TOO),
  DEBIAN("Debian", Tells.WHEN_WRITTEN, Runs.FROM_DISK),
  UBUNTU("Ubuntu", Tells.WHEN_WRITTEN, Runs.FROM_DISK),
  KICKSTART("Kickstart", Tells.WHEN_WRITTEN, Runs.FROM_DISK),
  AUTOYAST("AutoYaST", Tells.WHEN_WRITTEN, Runs.FROM_DISK),
  MICROOS("MicroOS", Tells.FIRST_BOOT_ONLY, Runs.FROM_DISK),
  KAIROS("Kairos", Tells.WHEN_WRITTEN, Runs.FROM_DISK),
  TALOS("Talos", Tells.FIRST_BOOT_ONLY, Runs.FROM_DISK),
  FCOS("Fedora CoreOS", Tells.WHEN_WRITTEN, Runs.FROM_MEMORY_TOO),
  GENERIC("generic", Tells.WHEN_WRITTEN, Runs.FROM_MEMORY_TOO);

  /** What its installer can report. */
  private enum Tells {
    WHEN_WRITTEN,
    FIRST_BOOT_ONLY
  }

  private enum Runs {
    FROM_DISK,
    FROM_MEMORY_TOO
  }

  private final String title;
  private final Tells tells;
  private final Runs runs;

  OsFamily(String title, Tells tells, Runs runs) {
    this.title = title;
    this.tells = tells;
    this.runs = runs;
  }

  /** The name in URLs, asset folders and declared files, such as {@code k3os}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name in sentences, such as {@code k3OS}. */
  public String title() {
    return title;
  }

  /** The completion a profile has when its author names none. */
  public Completion usualCompletion() {
    return tells == Tells.FIRST_BOOT_ONLY ? Completion.FIRST_BOOT : Completion.INSTALLER_REPORT;
  }

  /** Whether the completion can happen: some installers cannot report before they reboot. */
  public boolean completesBy(Completion completion) {
    return tells == Tells.WHEN_WRITTEN || completion == Completion.FIRST_BOOT;
  }

  /** Whether it can run from memory alone. */
  public boolean runsLive() {
    return runs == Runs.FROM_MEMORY_TOO;
  }

  /**
   * Reads an {@link #id()} in any case.
   *
   * @throws IllegalArgumentException naming the text and the known families
   */
  public static OsFamily parse(String text) {
    return Arrays.stream(values())
        .filter(each -> each.id().equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + text
                        + "' is not an operating system Ironwake knows; use one of "
                        + ids(Arrays.stream(values()))
                        + " (generic boots any kernel)"));
  }

  /** The ids of those that run from memory, for sentences. */
  public static String liveIds() {
    return ids(Arrays.stream(values()).filter(OsFamily::runsLive));
  }

  private static String ids(Stream<OsFamily> families) {
    return families.map(OsFamily::id).collect(Collectors.joining(", "));
  }
}
