package io.ironwake.address;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ironwake.net.IpRange;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A pool as operators write it: {@code 192.168.1.100-192.168.1.200}, or {@code {range: …, options:
 * {42: …}}}.
 *
 * @param node as it was read
 */
public record PoolView(@JsonValue JsonNode node) {
  private static final String RANGE = "range";
  private static final String OPTIONS = "options";

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public PoolView {}

  static PoolView of(Pool pool) {
    if (pool.options().byCode().isEmpty()) {
      return new PoolView(JsonNodeFactory.instance.textNode(pool.toString()));
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode().put(RANGE, pool.toString());
    ObjectNode options = node.putObject(OPTIONS);
    OptionView.of(pool.options())
        .forEach((code, option) -> options.set(code.toString(), option.node()));
    return new PoolView(node);
  }

  /**
   * The pool it describes.
   *
   * @throws IllegalArgumentException naming the fix
   */
  Pool toPool() {
    if (node.isNull()) {
      throw new IllegalArgumentException(
          "a pool is empty (null); write a range such as 192.168.1.100-192.168.1.200, or leave it"
              + " out");
    }
    if (!(node instanceof ObjectNode object)) {
      return Pool.parse(node.asText());
    }
    JsonNode options = object.path(OPTIONS);
    int known = (object.has(RANGE) ? 1 : 0) + (options.isObject() ? 1 : 0);
    if (!object.has(RANGE) || known != object.size()) {
      throw new IllegalArgumentException(
          "a pool is a range such as 192.168.1.100-192.168.1.200, or {range: …, options: {42: …}}");
    }
    return new Pool(
        IpRange.parse(object.get(RANGE).asText()),
        OptionView.toOptions(Optional.of(views(options))));
  }

  private static Map<Integer, OptionView> views(JsonNode options) {
    Map<Integer, OptionView> views = new TreeMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> each = options.fields(); each.hasNext(); ) {
      Map.Entry<String, JsonNode> option = each.next();
      if (!option.getKey().matches("\\d{1,3}")) {
        throw new IllegalArgumentException(
            "'" + option.getKey() + "' is no option code; codes are 1 to 254");
      }
      views.put(Integer.valueOf(option.getKey()), new OptionView(option.getValue()));
    }
    return views;
  }
}
