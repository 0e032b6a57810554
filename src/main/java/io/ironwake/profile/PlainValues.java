package io.ironwake.profile;

import io.ironwake.net.Pure;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies what a JSON or YAML reader produced into immutable maps, lists, strings, numbers and
 * booleans.
 */
@Pure
final class PlainValues {
  private static final int MAX_DEPTH = 32;

  private PlainValues() {}

  static Map<String, Object> copyOf(String path, Map<?, ?> values) {
    return map(path, values, 0);
  }

  private static Object value(String path, @Nullable Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException(path + " is nested more than " + MAX_DEPTH + " deep");
    }
    return switch (value) {
      case null ->
          throw new IllegalArgumentException(path + " has no value; give it one or remove it");
      case String text -> text(path, text);
      case Boolean flag -> flag;
      case Number number -> number(path, number);
      case Map<?, ?> map -> map(path, map, depth);
      case List<?> list -> list(path, list, depth);
      default ->
          throw new IllegalArgumentException(
              path
                  + " is a "
                  + value.getClass().getSimpleName()
                  + "; only text, numbers, true, false, lists and maps are known");
    };
  }

  private static Map<String, Object> map(String path, Map<?, ?> values, int depth) {
    Map<String, Object> copy = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          if (!(key instanceof String name)) {
            throw new IllegalArgumentException(
                "the key " + key + " in " + path + " is not text; put it in quotes");
          }
          String inner = path + "." + text(path, name);
          copy.put(name, value(inner, value, depth + 1));
        });
    return Collections.unmodifiableMap(copy);
  }

  private static List<Object> list(String path, List<?> values, int depth) {
    List<Object> copy = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      copy.add(value(path + "[" + i + "]", values.get(i), depth + 1));
    }
    return Collections.unmodifiableList(copy);
  }

  /** Half a surrogate pair has no UTF-8 form: no document could carry it. */
  private static String text(String path, String text) {
    boolean unpaired =
        text.codePoints()
            .anyMatch(each -> each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE);
    if (unpaired) {
      throw new IllegalArgumentException(
          path + " is not valid Unicode: it holds half of a surrogate pair");
    }
    return text;
  }

  /**
   * The smallest of Integer, Long, BigInteger and Double, so that a value is equal to itself after
   * a JSON round trip.
   */
  private static Number number(String path, Number number) {
    if (number instanceof Double || number instanceof Float || number instanceof BigDecimal) {
      double value = number.doubleValue();
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(path + " is not a finite number");
      }
      return value;
    }
    BigInteger whole = new BigInteger(number.toString());
    if (whole.bitLength() < Integer.SIZE) {
      return whole.intValueExact();
    }
    return whole.bitLength() < Long.SIZE ? (Number) whole.longValueExact() : whole;
  }
}
