package io.ironwake.template;

import io.ironwake.template.Limits.Stopped;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.extension.core.DefaultFilter;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The filters of templates, each bounded. What they make is escaped like every other value. */
final class Filters {
  private static final String SEPARATOR = "separator";

  private Filters() {}

  /** All of them by name. */
  static Map<String, Filter> all() {
    return Map.ofEntries(
        Map.entry("default", new DefaultFilter()),
        Map.entry("upper", text(it -> it.toUpperCase(Locale.ROOT))),
        Map.entry("lower", text(it -> it.toLowerCase(Locale.ROOT))),
        Map.entry("trim", text(String::strip)),
        Map.entry("base64", text(Filters::base64)),
        Map.entry("shell", text(ShellEscaping::quote)),
        Map.entry("json", text(JsonEscaping::quote)),
        Map.entry("length", of(List.of(), (value, arguments) -> length(value))),
        Map.entry("first", of(List.of(), (value, arguments) -> list(value).getFirst())),
        Map.entry("last", of(List.of(), (value, arguments) -> list(value).getLast())),
        Map.entry("join", of(List.of(SEPARATOR), Filters::join)),
        Map.entry("split", of(List.of(SEPARATOR), Filters::split)));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Object length(Object value) {
    return switch (value) {
      case String text -> (long) text.codePointCount(0, text.length());
      case List<?> list -> (long) list.size();
      case Map<?, ?> map -> (long) map.size();
      default -> throw new Stopped("the filter length takes a text, a list or a map");
    };
  }

  private static List<?> list(Object value) {
    if (value instanceof List<?> list && !list.isEmpty()) {
      return list;
    }
    throw new Stopped("the filters first and last take a list with something in it");
  }

  private static Object join(Object value, Map<String, Object> arguments) {
    if (!(value instanceof List<?> list)) {
      throw new Stopped("the filter join takes a list");
    }
    String separator = scalar(arguments.getOrDefault(SEPARATOR, ""));
    StringBuilder joined = new StringBuilder();
    for (Object each : list) {
      joined.append(joined.isEmpty() ? "" : separator).append(scalar(each));
      if (joined.length() > Limits.TEXT) {
        throw new Stopped("a text grew beyond " + Limits.TEXT + " characters");
      }
    }
    return joined.toString();
  }

  private static Object split(Object value, Map<String, Object> arguments) {
    String separator = scalar(arguments.getOrDefault(SEPARATOR, ","));
    return Arrays.stream(scalar(value).split(Pattern.quote(separator)))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  private static String scalar(@Nullable Object value) {
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return Limits.text(value.toString());
    }
    throw new Stopped("a filter was given a list, a map or nothing where it takes a text");
  }

  private static Filter text(UnaryOperator<String> each) {
    return of(List.of(), (value, arguments) -> Limits.text(each.apply(scalar(value))));
  }

  private static Filter of(
      List<String> names, BiFunction<Object, Map<String, Object>, Object> apply) {
    return new Filter() {
      @Override
      public List<String> getArgumentNames() {
        return names;
      }

      @Override
      public Object apply(
          Object input,
          Map<String, Object> arguments,
          PebbleTemplate self,
          EvaluationContext context,
          int line) {
        try {
          return apply.apply(input, arguments);
        } catch (Stopped wrong) {
          throw new CheckedPrints.Misused(line, String.valueOf(wrong.getMessage()));
        }
      }
    };
  }
}
