package io.ironwake.rack;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A thing as a document with {@code kind}.
 *
 * @param plain with its secrets: to compare, never to show
 * @param shown with secrets masked
 */
record Doc(ObjectNode plain, ObjectNode shown) {
  static final String KIND = "kind";

  /** A document of a kind that holds no secrets. */
  static Doc of(Kind<?> kind, Object view) {
    return of(kind, view, view);
  }

  static Doc of(Kind<?> kind, Object plain, Object shown) {
    return new Doc(tree(kind, plain), tree(kind, shown));
  }

  private static ObjectNode tree(Kind<?> kind, Object view) {
    ObjectNode tree = ItemReader.JSON.createObjectNode().put(KIND, kind.name());
    ObjectNode all = ItemReader.JSON.valueToTree(view);
    all.remove(kind.answersOnly());
    tree.setAll(all);
    return tree;
  }

  String name() {
    return plain.path("name").asText("all");
  }
}
