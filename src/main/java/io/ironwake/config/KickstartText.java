package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Kickstart as pykickstart reads it: a command on each line, in words of a shell, and sections
 * between a line that begins with {@code %} and {@code %end}.
 */
@Pure
final class KickstartText {
  private static final Set<String> PARTITIONING =
      Set.of(
          "autopart",
          "part",
          "partition",
          "raid",
          "volgroup",
          "logvol",
          "btrfs",
          "reqpart",
          "mount",
          "snapshot");
  private static final Set<String> ENDS = Set.of("reboot", "poweroff", "halt", "shutdown");
  private static final Set<String> SOURCES = Set.of("url", "nfs", "cdrom", "harddrive", "hmc");
  private static final Pattern HOST_NAME = Pattern.compile(".*\\s--hostname\\b.*");

  private KickstartText() {}

  /** One word in double quotes, inside of which only these two mean something. */
  static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /**
   * Checks an operator's commands.
   *
   * @throws ConfigException for a section other than an add-on's, or what Ironwake writes
   */
  static String commands(String path, String text) {
    boolean addon = false;
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      printable(path, number, line);
      if (!addon) {
        refuse(path, number, owned(line));
      } else if (line.startsWith("%") && !line.strip().equals("%end")) {
        refuse(path, number, Optional.of("is inside of an add-on; end that first with %end"));
      }
      addon = line.startsWith("%addon ") || (addon && !line.strip().equals("%end"));
    }
    if (addon) {
      throw new ConfigException(path, "an add-on is not ended; write %end on a line of its own");
    }
    return text;
  }

  /**
   * Checks an operator's partitions.
   *
   * @throws ConfigException for any other command
   */
  static String partitions(String path, String text) {
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      printable(path, number, line);
      String command = command(line);
      if (!command.isEmpty() && !PARTITIONING.contains(command)) {
        refuse(
            path,
            number,
            Optional.of(
                "is none of " + String.join(", ", PARTITIONING.stream().sorted().toList())));
      }
    }
    return text;
  }

  private static void printable(String path, int number, String line) {
    if (line.chars().anyMatch(each -> each != '\t' && Character.isISOControl(each))) {
      refuse(path, number, Optional.of("holds a control character"));
    }
    if (line.endsWith("\\")) {
      refuse(path, number, Optional.of("ends with a backslash, which joins no lines here"));
    }
  }

  private static void refuse(String path, int number, Optional<String> why) {
    why.ifPresent(
        it -> {
          throw new ConfigException(path, "line " + number + " " + it);
        });
  }

  private static Optional<String> owned(String line) {
    String command = command(line);
    if (PARTITIONING.contains(command)) {
      return Optional.of("belongs into config.partitioning");
    }
    if (ENDS.contains(command)) {
      return Optional.of("is not needed: the machine reboots when its install is reported");
    }
    if (SOURCES.contains(command)) {
      return Optional.of("is written by Ironwake; set config.repo instead");
    }
    return switch (command) {
      case "ignoredisk", "clearpart", "zerombr", "bootloader" ->
          Optional.of("is written by Ironwake; set the machine's disk instead");
      case "rootpw", "sshkey" ->
          Optional.of(
              "is written by Ironwake; set config.password-hash and ssh-authorized-keys instead");
      case "network" ->
          HOST_NAME.matcher(line).matches()
              ? Optional.of("names a host; the machine's name is its host name")
              : Optional.empty();
      default -> command.startsWith("%") ? ownedSection(command) : Optional.empty();
    };
  }

  private static Optional<String> ownedSection(String opening) {
    return switch (opening) {
      case "%addon" -> Optional.empty();
      case "%packages" -> Optional.of("belongs into config.packages");
      case "%pre", "%pre-install" -> Optional.of("belongs into config.early-commands");
      case "%post" -> Optional.of("belongs into config.late-commands");
      default -> Optional.of("begins a section that is not known here");
    };
  }

  private static String command(String line) {
    String stripped = line.strip();
    return stripped.startsWith("#") ? "" : List.of(stripped.split("\\s", 2)).getFirst();
  }
}
