package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code /etc/flatcar/update.conf}: which updates an installed Flatcar takes, from whom, and when
 * it reboots into them.
 */
@Pure
final class FlatcarUpdate {
  static final String KEY = "update";
  static final String PATH = "/etc/flatcar/update.conf";

  private static final List<String> KEYS =
      List.of("group", "server", "reboot-strategy", "machine-alias");
  private static final List<String> STRATEGIES = List.of("reboot", "etcd-lock", "off");
  private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}");

  private FlatcarUpdate() {}

  /**
   * The file; empty without the key.
   *
   * @throws ConfigException for a value that update-engine or locksmith would not know
   */
  static Optional<String> read(Fields config) {
    if (!config.has(KEY)) {
      return Optional.empty();
    }
    Fields update = config.fields(KEY, KEYS);
    List<String> lines = new ArrayList<>();
    value(update, "group", "GROUP", GROUP, "a channel such as stable, or a Nebraska group")
        .ifPresent(lines::add);
    server(update).ifPresent(lines::add);
    update
        .line("reboot-strategy")
        .map(it -> strategy(update.at("reboot-strategy"), it))
        .ifPresent(it -> lines.add("REBOOT_STRATEGY=" + it));
    value(update, "machine-alias", "MACHINE_ALIAS", ALIAS, "letters, digits and . _ -")
        .ifPresent(lines::add);
    if (lines.isEmpty()) {
      throw new ConfigException(
          config.at(KEY), "says nothing; set " + String.join(", ", KEYS) + " or remove it");
    }
    return Optional.of(String.join("\n", lines) + "\n");
  }

  /** Whether it asks for any updates. */
  static boolean updates(Fields config) {
    return config.has(KEY)
        && !config.fields(KEY, KEYS).line("server").equals(Optional.of("disabled"));
  }

  private static Optional<String> value(
      Fields update, String key, String name, Pattern form, String what) {
    Optional<String> value = update.line(key);
    value
        .filter(it -> !form.matcher(it).matches())
        .ifPresent(
            it -> {
              throw new ConfigException(update.at(key), "must be " + what);
            });
    return value.map(it -> name + "=" + (it.contains(" ") ? '"' + it + '"' : it));
  }

  private static Optional<String> server(Fields update) {
    Optional<String> server = update.line("server");
    server
        .filter(it -> !it.equals("disabled"))
        .ifPresent(it -> Form.URL.checked(update.at("server") + " (or disabled)", it));
    return server.map(it -> "SERVER=" + it);
  }

  private static String strategy(String path, String word) {
    if (!STRATEGIES.contains(word)) {
      throw new ConfigException(path, "must be one of " + String.join(", ", STRATEGIES));
    }
    return word;
  }
}
