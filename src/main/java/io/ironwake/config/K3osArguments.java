package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.Locale;
import java.util.Optional;

/** The kernel arguments k3OS would read as its configuration. */
@Pure
final class K3osArguments {
  private K3osArguments() {}

  /**
   * Whatever k3OS would read as configuration, in any of its spellings (it ignores case,
   * underscores and the plural's s), and with dashes, which it ignores in silence. With {@code
   * config_url} set none of it reaches the installed system, and one value it dislikes voids the
   * whole configuration.
   */
  static Optional<String> advice(String argument) {
    String key = argument.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    return switch (key.replaceFirst("\\..*", "").replaceFirst("s$", "")) {
      case "hostname" -> Optional.of("the machine's name is its host name");
      case "sshauthorizedkey" -> Optional.of("set config.ssh-authorized-keys instead");
      case "writefile" -> Optional.of("set config.write-files instead");
      case "initcmd" -> Optional.of("set config.init-cmd instead");
      case "bootcmd" -> Optional.of("set config.boot-cmd instead");
      case "runcmd" -> Optional.of("set config.run-cmd instead");
      case "rescue" -> Optional.of("remove it: it starts a shell instead of the installer");
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
      case "install.debug", "debug" -> "set config.install.debug instead";
      case "install.noformat" -> "set config.install.no-format instead";
      case "install.takeover" -> "set config.install.way to takeover instead";
      case "mode", "fallbackmode" -> "remove it: it follows from whether this is a reinstall";
      case "", "install", "install.silent", "install.configurl", "install.isourl" -> "remove it";
      default -> "set it under config instead: the kernel line does not reach the installed system";
    };
  }
}
