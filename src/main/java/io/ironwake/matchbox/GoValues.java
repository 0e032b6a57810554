package io.ironwake.matchbox;

import io.ironwake.net.Pure;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Values as Go's templates know them: maps, lists, strings, booleans, Long for int, Double for
 * float64 (every number of a JSON document), {@link #NIL}.
 */
@Pure
final class GoValues {
  /** Go's nil. */
  static final Object NIL =
      new Object() {
        @Override
        public String toString() {
          return "<nil>";
        }
      };

  private GoValues() {}

  /** What {@code if} and {@code with} call true. */
  static boolean truth(Object value) {
    return switch (value) {
      case Boolean flag -> flag;
      case String text -> !text.isEmpty();
      case Long number -> number != 0;
      case Double number -> number != 0;
      case List<?> list -> !list.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      default -> false;
    };
  }

  /** As {@code {{.}}} prints it. */
  static String printed(Object value) {
    return value == NIL ? "<no value>" : said(value);
  }

  /** As fmt's {@code %v} says it. */
  static String said(Object value) {
    return switch (value) {
      case Double number -> number(number);
      case List<?> list ->
          list.stream().map(GoValues::said).collect(Collectors.joining(" ", "[", "]"));
      case Map<?, ?> map ->
          new TreeMap<>(map)
              .entrySet().stream()
                  .map(each -> each.getKey() + ":" + said(each.getValue()))
                  .collect(Collectors.joining(" ", "map[", "]"));
      default -> String.valueOf(value);
    };
  }

  /** Go's shortest form (strconv's 'g'): with an exponent from a million on, and below 0.0001. */
  private static String number(double number) {
    if (number == 0) {
      return "0";
    }
    BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    String digits = exact.unscaledValue().abs().toString();
    int exponent = exact.precision() - exact.scale() - 1;
    if (exponent >= -4 && exponent < 6) {
      return exact.toPlainString();
    }
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return (number < 0 ? "-" : "")
        + mantissa
        + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  /** {@code len}: bytes of a text. */
  static long length(Object value) {
    return switch (value) {
      case String text -> text.getBytes(StandardCharsets.UTF_8).length;
      case List<?> list -> list.size();
      case Map<?, ?> map -> map.size();
      default -> throw new IllegalArgumentException("len of " + kind(value));
    };
  }

  /**
   * Negative, zero or positive.
   *
   * @throws IllegalArgumentException where Go does not compare: kinds must be equal, so that a
   *     number of a JSON document never equals one written in a template without a point
   */
  static int compared(Object left, Object right) {
    if (left instanceof String a && right instanceof String b) {
      return a.compareTo(b);
    }
    if (left instanceof Long a && right instanceof Long b) {
      return a.compareTo(b);
    }
    if (left instanceof Double a && right instanceof Double b) {
      return a.compareTo(b);
    }
    throw incomparable(left, right);
  }

  /** {@code eq}. */
  static boolean same(Object left, Object right) {
    if (left == NIL || right == NIL) {
      return left == right;
    }
    if (left instanceof Boolean && right instanceof Boolean) {
      return left.equals(right);
    }
    return compared(left, right) == 0;
  }

  private static IllegalArgumentException incomparable(Object left, Object right) {
    return new IllegalArgumentException(
        "Go does not compare " + kind(left) + " with " + kind(right));
  }

  static String kind(Object value) {
    return switch (value) {
      case String text -> "a text";
      case Boolean flag -> "true or false";
      case Long number -> "a whole number written in the template";
      case Double number -> "a number";
      case List<?> list -> "a list";
      case Map<?, ?> map -> "a map";
      default -> "nil";
    };
  }
}
