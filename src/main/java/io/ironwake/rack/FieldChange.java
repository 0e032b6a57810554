package io.ironwake.rack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * One field that differs.
 *
 * @param path from the document's top
 * @param before as it may be shown; missing when the field is new
 * @param after as it may be shown; missing when the field is gone
 * @param secret true when what differs is hidden, so that both look alike
 */
record FieldChange(List<String> path, JsonNode before, JsonNode after, boolean secret) {
  FieldChange {
    path = List.copyOf(path);
  }

  /** What differs between two documents; secrets are compared and not shown. */
  static List<FieldChange> between(Doc before, Doc after) {
    List<FieldChange> changes = new ArrayList<>();
    compare(List.of(), Both.of(before), Both.of(after), changes);
    return changes;
  }

  /** A value and what may be seen of it. */
  private record Both(JsonNode plain, JsonNode shown) {
    static Both of(Doc doc) {
      return new Both(doc.plain(), doc.shown());
    }

    Both get(String key) {
      return new Both(at(plain, key), at(shown, key));
    }

    private static JsonNode at(JsonNode node, String key) {
      return switch (node) {
        case ArrayNode list -> list.path(Integer.parseInt(key));
        case ObjectNode map -> map.path(key);
        default -> MissingNode.getInstance();
      };
    }
  }

  private static void compare(
      List<String> path, Both before, Both after, List<FieldChange> changes) {
    if (before.plain.equals(after.plain)) {
      return;
    }
    List<String> keys = keys(before.plain, after.plain);
    boolean hidden = !before.shown.isContainerNode() && !after.shown.isContainerNode();
    if (keys.isEmpty() || hidden) {
      boolean secret = before.shown.equals(after.shown);
      changes.add(new FieldChange(path, before.shown, after.shown, secret));
      return;
    }
    for (String key : keys) {
      List<String> inner = new ArrayList<>(path);
      inner.add(key);
      compare(inner, before.get(key), after.get(key), changes);
    }
  }

  /** Lists of different lengths are compared as a whole: an index says nothing then. */
  private static List<String> keys(JsonNode before, JsonNode after) {
    List<String> keys = new ArrayList<>();
    if (before instanceof ObjectNode left && after instanceof ObjectNode right) {
      TreeSet<String> all = new TreeSet<>();
      left.fieldNames().forEachRemaining(all::add);
      right.fieldNames().forEachRemaining(all::add);
      keys.addAll(all);
    } else if (before.isArray() && after.isArray() && before.size() == after.size()) {
      for (int i = 0; i < before.size(); i++) {
        keys.add(String.valueOf(i));
      }
    }
    return keys;
  }
}
