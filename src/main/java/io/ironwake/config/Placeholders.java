package io.ironwake.config;

import io.ironwake.net.Pure;
import io.ironwake.profile.Effect;
import io.ironwake.profile.OsFamily;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What operators may write in texts and commands for things that differ between machines. Anything
 * else in braces is left alone.
 *
 * <ul>
 *   <li><code>{config-url}</code>: where the profile's text is served; in generic profiles alone
 *   <li><code>{config-base}</code>: append {@code /name} of a document; in generic profiles alone
 *   <li><code>{report-url}</code>: append {@code /progress}, {@code /installed}, {@code /failed} or
 *       {@code /booted}
 *   <li><code>{asset-base}</code>: append {@code /file}
 *   <li><code>{hostname}</code>, <code>{mac}</code> (lower case with colons), <code>{disk}</code>
 * </ul>
 */
@Pure
final class Placeholders {
  static final String CONFIG = "config";
  static final String CONFIG_URL = "{config-url}";
  static final String REPORT_URL = "{report-url}";

  private static final String DISK = "{disk}";

  private final Map<String, FrozenText> values = new LinkedHashMap<>();

  private Placeholders() {}

  static Placeholders of(InstallFacts facts) {
    Placeholders placeholders = new Placeholders();
    Map<String, FrozenText> values = placeholders.values;
    if (facts.profile().os() == OsFamily.GENERIC) {
      values.put(CONFIG_URL, FrozenText.of("", Slot.CONFIG_BASE, "/" + CONFIG));
      values.put("{config-base}", FrozenText.of("", Slot.CONFIG_BASE, ""));
    }
    values.put(REPORT_URL, FrozenText.of("", Slot.REPORT_BASE, ""));
    values.put("{asset-base}", FrozenText.of("", Slot.ASSET_BASE, ""));
    values.put("{hostname}", FrozenText.of(HostName.of(facts)));
    values.put("{mac}", FrozenText.of(facts.mac().toString()));
    if (facts.profile().effect() == Effect.INSTALL || !facts.disk().isEmpty()) {
      values.put(DISK, FrozenText.of(TargetDisk.nameOrLink(facts)));
    }
    return placeholders;
  }

  /**
   * @throws ConfigException if {@code text} asks for the disk of a machine that has none set
   */
  FrozenText in(String path, String text) {
    return in(path, FrozenText.of(text));
  }

  FrozenText in(String path, FrozenText text) {
    if (text.contains(DISK) && !values.containsKey(DISK)) {
      throw new ConfigException(path, "asks for " + DISK + ", but the machine has no disk set");
    }
    FrozenText filled = text;
    for (Map.Entry<String, FrozenText> each : values.entrySet()) {
      filled = filled.withHole(each.getKey(), each.getValue());
    }
    return filled;
  }

  /**
   * A list of shell commands.
   *
   * @throws ConfigException for one that is empty or cannot be an argument
   */
  List<FrozenText> commands(Fields config, String key) {
    List<FrozenText> commands = new ArrayList<>();
    for (String each : config.texts(key)) {
      String path = config.at(key) + "[" + commands.size() + "]";
      if (each.isBlank() || each.indexOf('\0') >= 0) {
        throw new ConfigException(path, "must be a shell command");
      }
      commands.add(in(path, each));
    }
    return commands;
  }

  /** Fills every text in a map, however deep. */
  Map<String, Object> map(String path, Map<?, ?> values) {
    Map<String, Object> filled = new LinkedHashMap<>();
    values.forEach((key, value) -> filled.put(key.toString(), tree(path + "." + key, value)));
    return filled;
  }

  private Object tree(String path, Object value) {
    return switch (value) {
      case String text -> in(path, text);
      case Map<?, ?> map -> map(path, map);
      case List<?> list -> list.stream().map(each -> tree(path, each)).toList();
      default -> value;
    };
  }
}
