package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lays one Ignition config over another: maps by key, lists of named things by {@code name} or
 * {@code path}, other lists one after the other without repeating; single values are the upper's.
 */
@Pure
final class Overlay {
  private Overlay() {}

  static Map<String, Object> of(Map<?, ?> lower, Map<?, ?> upper) {
    Map<String, Object> laid = new LinkedHashMap<>();
    lower.forEach((key, value) -> laid.put(key.toString(), value));
    upper.forEach((key, value) -> laid.merge(key.toString(), value, Overlay::value));
    return laid;
  }

  private static Object value(Object lower, Object upper) {
    if (lower instanceof Map<?, ?> below && upper instanceof Map<?, ?> above) {
      return of(below, above);
    }
    return lower instanceof List<?> below && upper instanceof List<?> above
        ? list(below, above)
        : upper;
  }

  private static List<Object> list(List<?> lower, List<?> upper) {
    List<Object> laid = new ArrayList<>(lower);
    for (Object each : upper) {
      Optional<Object> same = laid.stream().filter(other -> isSame(other, each)).findFirst();
      same.ifPresentOrElse(
          other -> laid.set(laid.indexOf(other), value(other, each)), () -> laid.add(each));
    }
    return List.copyOf(new LinkedHashSet<>(laid));
  }

  private static boolean isSame(Object lower, Object upper) {
    return lower instanceof Map<?, ?> below
        && upper instanceof Map<?, ?> above
        && List.of("name", "path").stream()
            .anyMatch(key -> below.containsKey(key) && below.get(key).equals(above.get(key)));
  }
}
