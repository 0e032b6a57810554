package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** JSON (RFC 8259) in ASCII from maps, lists, texts, numbers and booleans; texts may have holes. */
@Pure
final class JsonText {
  private final FrozenText.Builder json = new FrozenText.Builder();

  private JsonText() {}

  static FrozenText write(Object value) {
    JsonText writer = new JsonText();
    writer.value("\n", value);
    return writer.json.append("\n").build();
  }

  /** Works character by character, so that the parts of a text may be escaped one by one. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.chars().forEach(each -> append(escaped, (char) each));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, char each) {
    switch (each) {
      case '"' -> escaped.append("\\\"");
      case '\\' -> escaped.append("\\\\");
      case '\n' -> escaped.append("\\n");
      case '\t' -> escaped.append("\\t");
      default -> {
        if (each >= ' ' && each <= '~') {
          escaped.append(each);
        } else {
          escaped.append(String.format("\\u%04X", (int) each));
        }
      }
    }
  }

  private void value(String newLine, Object value) {
    switch (value) {
      case FrozenText text -> json.append("\"").append(text.escaped(JsonText::escape)).append("\"");
      case String text -> value(newLine, FrozenText.of(text));
      case Map<?, ?> map -> map(newLine, map);
      case List<?> list -> list(newLine, list);
      case Number number -> json.append(number.toString());
      case Boolean flag -> json.append(flag.toString());
      default ->
          throw new IllegalArgumentException("no JSON for a " + value.getClass().getSimpleName());
    }
  }

  private void map(String newLine, Map<?, ?> map) {
    json.append("{");
    for (Iterator<? extends Map.Entry<?, ?>> each = map.entrySet().iterator(); each.hasNext(); ) {
      Map.Entry<?, ?> entry = each.next();
      json.append(newLine + "  ");
      value(newLine, entry.getKey());
      json.append(": ");
      value(newLine + "  ", entry.getValue());
      json.append(each.hasNext() ? "," : newLine);
    }
    json.append("}");
  }

  private void list(String newLine, List<?> list) {
    json.append("[");
    for (Iterator<?> each = list.iterator(); each.hasNext(); ) {
      json.append(newLine + "  ");
      value(newLine + "  ", each.next());
      json.append(each.hasNext() ? "," : newLine);
    }
    json.append("]");
  }
}
