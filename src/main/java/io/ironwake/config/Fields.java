package io.ironwake.config;

import io.ironwake.net.NearestKey;
import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads plain values by type and says precisely what is wrong with them. Never quotes a value: it
 * may be a secret.
 */
@Pure
final class Fields {
  private static final Pattern SCALAR_KEY = Pattern.compile("[!-~]{1,400}");

  private final String path;
  private final Map<?, ?> values;

  /**
   * @throws ConfigException for a key that is not in {@code known}, naming the nearest one that is
   */
  Fields(String path, Map<?, ?> values, List<String> known) {
    this.path = path;
    this.values = values;
    for (Object key : values.keySet()) {
      if (!known.contains(key)) {
        throw new ConfigException(
            at(key.toString()), "unknown key; " + NearestKey.hint(key.toString(), known));
      }
    }
  }

  String at(String key) {
    return path + "." + key;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** Any text, line breaks included. */
  Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key)).map(value -> text(at(key), value));
  }

  /** Text without control characters. */
  Optional<String> line(String key) {
    return text(key).map(value -> line(at(key), value));
  }

  /** {@link #line} that must be there. */
  String requiredLine(String key) {
    return line(key)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> new ConfigException(at(key), "is missing; set it"));
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    List<?> list = list(key);
    for (int i = 0; i < list.size(); i++) {
      texts.add(text(at(key) + "[" + i + "]", list.get(i)));
    }
    return texts;
  }

  List<String> lines(String key) {
    List<String> lines = texts(key);
    for (int i = 0; i < lines.size(); i++) {
      line(at(key) + "[" + i + "]", lines.get(i));
    }
    return lines;
  }

  boolean flag(String key) {
    return optionalFlag(key).orElse(false);
  }

  Optional<Boolean> optionalFlag(String key) {
    return Optional.ofNullable(values.get(key))
        .map(
            value -> {
              if (value instanceof Boolean flag) {
                return flag;
              }
              throw new ConfigException(at(key), "must be true or false, without quotes");
            });
  }

  /**
   * A map of single-line values; whole numbers and booleans are taken as they are written. Keys
   * stay below YAML's 1024 characters for a simple key, quotes and escapes included.
   */
  Map<String, String> scalars(String key) {
    Map<String, String> scalars = new LinkedHashMap<>();
    map(key)
        .forEach(
            (name, value) -> {
              if (!SCALAR_KEY.matcher(name.toString()).matches()) {
                throw new ConfigException(
                    at(key), "its keys must be 1 to 400 printable ASCII characters without spaces");
              }
              scalars.put(name.toString(), scalar(at(key) + "[" + name + "]", value));
            });
    return scalars;
  }

  private static String scalar(String path, Object value) {
    boolean plain = value instanceof Boolean || value instanceof Integer || value instanceof Long;
    return plain ? value.toString() : line(path, text(path, value));
  }

  /** A map whose keys are the author's own. */
  Fields open(String key) {
    Map<?, ?> map = map(key);
    return new Fields(at(key), map, map.keySet().stream().map(Object::toString).toList());
  }

  /** A list of maps whose keys are the author's own. */
  List<Fields> openRecords(String key) {
    List<Fields> records = new ArrayList<>();
    for (Object each : list(key)) {
      String inner = at(key) + "[" + records.size() + "]";
      if (!(each instanceof Map<?, ?> map)) {
        throw new ConfigException(inner, "must be a map");
      }
      records.add(new Fields(inner, map, map.keySet().stream().map(Object::toString).toList()));
    }
    return records;
  }

  String path() {
    return path;
  }

  Map<?, ?> all() {
    return values;
  }

  List<String> keys() {
    return values.keySet().stream().map(Object::toString).toList();
  }

  /** A map of any plain values. */
  Map<?, ?> values(String key) {
    return map(key);
  }

  Fields fields(String key, List<String> known) {
    return new Fields(at(key), map(key), known);
  }

  List<Fields> records(String key, List<String> known) {
    List<Fields> records = new ArrayList<>();
    List<?> list = list(key);
    for (int i = 0; i < list.size(); i++) {
      String inner = at(key) + "[" + i + "]";
      if (!(list.get(i) instanceof Map<?, ?> map)) {
        throw new ConfigException(inner, "must be a map with the keys " + String.join(", ", known));
      }
      records.add(new Fields(inner, map, known));
    }
    return records;
  }

  private List<?> list(String key) {
    Object value = values.get(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw new ConfigException(at(key), "must be a list");
  }

  private Map<?, ?> map(String key) {
    Object value = values.get(key);
    if (value == null) {
      return Map.of();
    }
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new ConfigException(at(key), "must be a map");
  }

  private static String text(String path, Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Map<?, ?> map && map.containsKey("template")) {
      throw new ConfigException(
          path, "is a template only with the two keys template and format, both text");
    }
    throw new ConfigException(path, "must be text; put it in quotes");
  }

  private static String line(String path, String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new ConfigException(path, "must be a single line without control characters");
    }
    return text;
  }
}
