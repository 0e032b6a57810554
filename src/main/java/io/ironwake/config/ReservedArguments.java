package io.ironwake.config;

import io.ironwake.net.Pure;
import io.ironwake.profile.OsFamily;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Keeps operators' kernel arguments apart from the ones a writer sets itself. */
@Pure
final class ReservedArguments {
  private ReservedArguments() {}

  /**
   * @throws ConfigException for an argument of the profile or the machine that a writer owns,
   *     naming where to set it
   */
  static void refuse(InstallFacts facts) {
    OsFamily os = facts.profile().os();
    refuse("profile.arguments", facts.profile().arguments().keys(), os);
    refuse("machine.arguments", facts.machineArguments().keys(), os);
  }

  private static void refuse(String path, List<String> keys, OsFamily os) {
    for (String key : keys) {
      advice(key, os)
          .ifPresent(
              advice -> {
                throw new ConfigException(path, "'" + key + "' is written by Ironwake; " + advice);
              });
    }
  }

  private static Optional<String> advice(String key, OsFamily os) {
    if (key.equals("initrd")) {
      return Optional.of("remove it: it follows from the profile's initrds");
    }
    return switch (os) {
      case K3OS -> k3os(plain(key));
      case FLATCAR -> flatcar(key);
      case GENERIC -> Optional.empty();
    };
  }

  /**
   * Whatever k3OS would read as configuration, in any of its spellings (it ignores case,
   * underscores and the plural's s). With {@code config_url} set none of it reaches the installed
   * system, and one value it dislikes voids the whole configuration.
   */
  private static Optional<String> k3os(String key) {
    return switch (key.replaceFirst("\\..*", "").replaceFirst("s$", "")) {
      case "hostname" -> Optional.of("the machine's name is its host name");
      case "sshauthorizedkey" -> Optional.of("set config.ssh-authorized-keys instead");
      case "writefile" -> Optional.of("set config.write-files instead");
      case "initcmd" -> Optional.of("set config.init-cmd instead");
      case "bootcmd" -> Optional.of("set config.boot-cmd instead");
      case "runcmd" -> Optional.of("set config.run-cmd instead");
      case "k3o" -> Optional.of(k3osSwitch(key.replaceFirst("^k3os\\.?", "")));
      default -> Optional.empty();
    };
  }

  private static String k3osSwitch(String key) {
    return switch (key) {
      case "install.device" -> "set the machine's disk instead";
      case "install.tty" -> "set config.install.tty instead";
      case "install.poweroff" -> "set config.install.power-off instead";
      case "install.forceefi" -> "set config.install.force-efi instead";
      case "install.debug" -> "set config.install.debug instead";
      case "mode", "fallbackmode" -> "remove it: it follows from whether this is a reinstall";
      case "",
          "install",
          "install.silent",
          "install.configurl",
          "install.isourl",
          "install.noformat" ->
          "remove it";
      default -> "set it under config instead: the kernel line does not reach the installed system";
    };
  }

  private static Optional<String> flatcar(String key) {
    return switch (key) {
      case "ignition.config.url", "flatcar.config.url", "coreos.config.url" ->
          Optional.of("remove it: the Ignition config is made from config");
      case "flatcar.first_boot", "coreos.first_boot" -> Optional.of("remove it: it is always set");
      default -> Optional.empty();
    };
  }

  private static String plain(String key) {
    return key.toLowerCase(Locale.ROOT).replace("_", "");
  }
}
