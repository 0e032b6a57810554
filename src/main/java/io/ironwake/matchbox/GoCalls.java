package io.ironwake.matchbox;

import io.ironwake.net.Pure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The functions of Go's templates that are supported. */
@Pure
final class GoCalls {
  private final Function<GoExpression, Object> values;

  GoCalls(Function<GoExpression, Object> values) {
    this.values = values;
  }

  /**
   * The function's value.
   *
   * @throws TemplateException where Go would refuse it
   */
  Object call(GoExpression.Call call) {
    try {
      return switch (call.function()) {
        case "and", "or" -> logical(call, call.function().equals("or"));
        case "printf" -> formatted(call, all(call));
        case "print" -> printed(all(call));
        case "index" -> indexed(call, all(call));
        default -> plain(call, all(call));
      };
    } catch (IllegalArgumentException wrong) {
      throw call.at().wrong(String.valueOf(wrong.getMessage()));
    }
  }

  private List<Object> all(GoExpression.Call call) {
    return call.arguments().stream().map(values).toList();
  }

  /** The first value that decides, or the last; the rest is not looked at. */
  private Object logical(GoExpression.Call call, boolean decisive) {
    Object value = GoValues.NIL;
    for (GoExpression each : call.arguments()) {
      value = values.apply(each);
      if (GoValues.truth(value) == decisive) {
        return value;
      }
    }
    return value;
  }

  private static Object plain(GoExpression.Call call, List<Object> values) {
    String name = call.function();
    int wanted = name.equals("not") || name.equals("len") ? 1 : 2;
    boolean many = name.equals("eq") && values.size() > 2;
    if (values.size() != wanted && !many) {
      throw call.at().wrong(name + " takes " + wanted + " values, not " + values.size());
    }
    Object first = values.getFirst();
    Object second = values.getLast();
    return switch (name) {
      case "not" -> !GoValues.truth(first);
      case "len" -> GoValues.length(first);
      case "eq" -> values.stream().skip(1).anyMatch(each -> GoValues.same(first, each));
      case "ne" -> !GoValues.same(first, second);
      case "lt" -> GoValues.compared(first, second) < 0;
      case "le" -> GoValues.compared(first, second) <= 0;
      case "gt" -> GoValues.compared(first, second) > 0;
      default -> GoValues.compared(first, second) >= 0;
    };
  }

  private static Object indexed(GoExpression.Call call, List<Object> values) {
    Object value = values.getFirst();
    for (Object key : values.subList(1, values.size())) {
      value = indexed(call, value, key);
    }
    return value;
  }

  /** A key that is missing is nil here, unlike {@code .key}. */
  private static Object indexed(GoExpression.Call call, Object of, Object key) {
    if (of instanceof Map<?, ?> map && key instanceof String name) {
      return Optional.<Object>ofNullable(map.get(name)).orElse(GoValues.NIL);
    }
    if (of instanceof List<?> list
        && key instanceof Long index
        && index >= 0
        && index < list.size()) {
      return list.get(index.intValue());
    }
    throw call.at()
        .wrong("index " + GoValues.said(key) + " is not to be had from " + GoValues.kind(of));
  }

  /** Between two values of which neither is a text stands a space. */
  private static String printed(List<Object> values) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      boolean apart =
          i > 0 && !(values.get(i) instanceof String) && !(values.get(i - 1) instanceof String);
      text.append(apart ? " " : "").append(GoValues.said(values.get(i)));
    }
    return text.toString();
  }

  private static String formatted(GoExpression.Call call, List<Object> values) {
    if (!(values.getFirst() instanceof String format)) {
      throw call.at().wrong("printf needs a format first");
    }
    StringBuilder text = new StringBuilder();
    int next = 1;
    for (int i = 0; i < format.length(); i++) {
      char each = format.charAt(i);
      char verb = each == '%' && i + 1 < format.length() ? format.charAt(i + 1) : '%';
      if (each != '%') {
        text.append(each);
        continue;
      }
      i++;
      if (verb != '%' && next >= values.size()) {
        throw call.at().wrong("printf has fewer values than its format asks for");
      }
      text.append(verb == '%' ? "%" : verb(call, verb, values.get(next++)));
    }
    if (next != values.size()) {
      throw call.at().wrong("printf has more values than its format asks for");
    }
    return text.toString();
  }

  private static String verb(GoExpression.Call call, char verb, Object value) {
    if (verb == 'v' || verb == 's' && value instanceof String) {
      return GoValues.said(value);
    }
    if (verb == 'd' && value instanceof Long number) {
      return number.toString();
    }
    if (verb == 'q' && value instanceof String text && text.matches("[ -~&&[^\"\\\\]]*")) {
      return "\"" + text + "\"";
    }
    throw call.at()
        .wrong(
            "printf's %"
                + verb
                + " of "
                + GoValues.kind(value)
                + " is not supported; supported are %v, %s, %d, %q and %%");
  }
}
