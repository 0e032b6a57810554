package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What Ignition and the mkfs programs want of file systems. */
@Pure
final class FilesystemRules {
  /** Longest label in bytes (their manuals; mkswap by Ignition's trial). */
  private static final Map<String, Integer> LONGEST_LABEL =
      Map.of("ext4", 16, "btrfs", 256, "xfs", 12, "swap", 15, "vfat", 11);

  private static final int KNOWS_NONE = 3;
  private static final Set<String> NEED_FORMAT =
      Set.of("path", "label", "uuid", "options", "mountOptions", "wipeFilesystem");

  private final Dialect dialect;
  private final Findings findings;
  private final Map<String, Value.Obj> mounted = new HashMap<>();

  FilesystemRules(Dialect dialect, Findings findings) {
    this.dialect = dialect;
    this.findings = findings;
  }

  void check(Value.Obj storage) {
    storage.records("filesystems").forEach(this::filesystem);
  }

  private void filesystem(Value.Obj filesystem) {
    Paths.requireDevice(filesystem, "device", findings);
    Paths.check(filesystem, "path", findings);
    format(filesystem);
    label(filesystem);
    filesystem
        .filled("path")
        .flatMap(it -> Optional.ofNullable(mounted.putIfAbsent(it, filesystem)))
        .ifPresent(
            other ->
                findings.add(
                    filesystem.at("path"),
                    "is where another file system is mounted, at " + other.at("path").place()));
    Stream.of("options", "mountOptions")
        .flatMap(key -> filesystem.leaves(key).stream())
        .filter(each -> each.text().isEmpty() || hasControl(each.text()))
        .forEach(each -> findings.add(each.origin(), "must be an option on one line"));
  }

  private static boolean hasControl(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  private void label(Value.Obj filesystem) {
    String format = filesystem.text("format").orElse("");
    int longest = LONGEST_LABEL.getOrDefault(format, Integer.MAX_VALUE);
    filesystem
        .text("label")
        .filter(it -> it.getBytes(StandardCharsets.UTF_8).length > longest)
        .ifPresent(
            it ->
                findings.add(
                    filesystem.at("label"), "must be at most " + longest + " bytes for " + format));
  }

  private void format(Value.Obj filesystem) {
    Optional<String> format = filesystem.filled("format");
    boolean none = format.equals(Optional.of("none")) && dialect.ignition() >= KNOWS_NONE;
    if (format.isPresent() && !none && !LONGEST_LABEL.containsKey(format.get())) {
      findings.add(
          filesystem.at("format"),
          "must be ext4, btrfs, xfs, vfat or swap"
              + (dialect.ignition() >= KNOWS_NONE ? ", or none" : ""));
    }
    if (format.isEmpty() && NEED_FORMAT.stream().anyMatch(filesystem::has)) {
      findings.add(filesystem.at("format"), "is missing; set it, such as ext4");
    }
  }
}
