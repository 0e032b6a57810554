package io.ironwake.template;

import io.ironwake.net.Pure;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Copies variables into plain maps, lists, texts, numbers and booleans of the JDK's, so that a
 * template holds nothing else of the program in its hands.
 */
@Pure
final class Tree {
  private static final int DEEPEST = 40;

  private Tree() {}

  static Map<String, Object> copyOf(Map<?, ?> values) {
    return map(values, 0);
  }

  private static Map<String, Object> map(Map<?, ?> values, int depth) {
    Map<String, Object> copy = new LinkedHashMap<>();
    values.forEach((key, value) -> copy.put(String.valueOf(key), copy(value, depth + 1)));
    return Collections.unmodifiableMap(copy);
  }

  private static Object copy(Object value, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("variables are nested more than " + DEEPEST + " deep");
    }
    return switch (value) {
      case Map<?, ?> map -> map(map, depth);
      case List<?> list -> {
        List<Object> copy = new ArrayList<>();
        list.forEach(each -> copy.add(copy(each, depth + 1)));
        yield Collections.unmodifiableList(copy);
      }
      case Boolean flag -> flag;
      case Integer number -> number.longValue();
      case Long number -> number;
      case Double number -> number;
      case BigInteger number -> number.toString();
      case String text -> text;
      default -> throw new IllegalArgumentException("a variable is no plain value");
    };
  }

  /** How a template may write each value, maps included. */
  static List<String> paths(Map<String, Object> values) {
    Set<String> paths = new TreeSet<>();
    values.forEach((key, value) -> collect(key, value, paths));
    return List.copyOf(paths);
  }

  private static void collect(String path, Object value, Set<String> paths) {
    paths.add(path);
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> collect(path + "." + key, inner, paths));
    }
  }
}
