package io.ironwake.rack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Documents as YAML that {@link YamlTree} and every reader of YAML 1.1 or 1.2 read alike: texts
 * that could be taken for something else are quoted, long ones are literal blocks.
 */
final class DocText {
  private static final Pattern PLAIN = Pattern.compile("/?[A-Za-z][A-Za-z0-9_./=+-]*");
  private static final Pattern BLOCK =
      Pattern.compile("[^\\s][^\\p{Cntrl}]*(?:\\n[^\\p{Cntrl}]*)*\\n");
  private static final List<String> WORDS =
      List.of("y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf");

  private final StringBuilder out = new StringBuilder();

  private DocText() {}

  static String of(ObjectNode doc) {
    DocText text = new DocText();
    text.map(doc, "");
    return text.out.toString();
  }

  /** Several, one after the other. */
  static String of(List<ObjectNode> docs) {
    StringBuilder all = new StringBuilder();
    docs.forEach(each -> all.append("---\n").append(of(each)));
    return all.toString();
  }

  private void map(ObjectNode map, String indent) {
    for (Iterator<Map.Entry<String, JsonNode>> each = map.fields(); each.hasNext(); ) {
      Map.Entry<String, JsonNode> entry = each.next();
      out.append(indent).append(scalar(entry.getKey())).append(':');
      value(entry.getValue(), indent);
    }
  }

  private void list(ArrayNode list, String indent) {
    for (JsonNode each : list) {
      out.append(indent).append('-');
      if (each instanceof ObjectNode map && !map.isEmpty()) {
        int start = out.length();
        map(map, indent + "  ");
        out.replace(start, start + indent.length() + 2, " ");
      } else {
        value(each, indent);
      }
    }
  }

  private void value(JsonNode value, String indent) {
    switch (value) {
      case ObjectNode map when !map.isEmpty() -> {
        out.append('\n');
        map(map, indent + "  ");
      }
      case ArrayNode list when !list.isEmpty() -> {
        out.append('\n');
        list(list, indent + "  ");
      }
      case JsonNode text when text.isTextual() && BLOCK.matcher(text.asText()).matches() ->
          block(text.asText(), indent + "  ");
      case JsonNode text when text.isTextual() ->
          out.append(' ').append(scalar(text.asText())).append('\n');
      default -> out.append(' ').append(value).append('\n');
    }
  }

  private void block(String text, String indent) {
    int last = text.stripTrailing().length();
    boolean extra = !text.substring(last).equals("\n");
    out.append(extra ? " |+\n" : " |\n");
    text.lines().forEach(line -> out.append(line.isEmpty() ? "" : indent + line).append('\n'));
  }

  private static String scalar(String text) {
    if (PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))) {
      return text;
    }
    try {
      return ItemReader.JSON.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a text could not be written", e);
    }
  }
}
