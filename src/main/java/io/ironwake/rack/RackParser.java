package io.ironwake.rack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ironwake.net.NearestKey;
import io.ironwake.problem.Problem;
import io.ironwake.rack.RackFile.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads declared documents of both forms. A document with {@code kind} declares one thing; one
 * without has a section for each kind; a list holds documents with {@code kind}.
 */
final class RackParser {
  private static final String KIND = "kind";

  private final Map<Kind<?>, List<Item<?>>> items = new LinkedHashMap<>();
  private final Map<String, String> places = new HashMap<>();
  private final Refusal refusal = new Refusal();

  /**
   * Takes one file's text.
   *
   * @param file what messages call it
   */
  void add(String file, String text) {
    YamlTree.all(file, text, refusal::add).forEach(this::document);
  }

  /** Takes what keeps a file from being read. */
  void refuse(Problem problem) {
    refusal.add(problem);
  }

  /**
   * What all of them declare.
   *
   * @throws Problem with everything that is wrong, each with file, line and column
   */
  RackFile end() {
    refusal.throwIfAny();
    return new RackFile(items);
  }

  private void document(YamlTree tree) {
    if (tree.root() instanceof ObjectNode root && root.has(KIND)) {
      refusal.gather(() -> one(tree, root, ""));
    } else if (tree.root() instanceof ObjectNode root) {
      root.fieldNames().forEachRemaining(key -> refusal.gather(() -> section(tree, root, key)));
    } else if (tree.root().isArray()) {
      for (int i = 0; i < tree.root().size(); i++) {
        String pointer = "/" + i;
        JsonNode each = tree.root().get(i);
        refusal.gather(() -> one(tree, each, pointer));
      }
    } else {
      refusal.add(Problem.invalid(tree.place("") + ": " + expected()));
    }
  }

  private static String expected() {
    return "expected documents with "
        + KIND
        + " ("
        + kinds()
        + "), or the keys options, variables, secrets, subnets, profiles, groups, clusters and"
        + " machines";
  }

  private static String kinds() {
    return Kind.ALL.stream().map(Kind::name).collect(Collectors.joining(", "));
  }

  private void one(YamlTree tree, JsonNode node, String pointer) {
    if (!(node instanceof ObjectNode document) || !document.has(KIND)) {
      throw Problem.invalid(tree.place(pointer) + ": " + expected());
    }
    String name = document.get(KIND).asText("");
    Kind<?> kind =
        Kind.named(name)
            .orElseThrow(
                () ->
                    Problem.invalid(
                        tree.place(pointer + "/" + KIND)
                            + ": kind '"
                            + name
                            + "' is not known; "
                            + NearestKey.hint(name, Kind.ALL.stream().map(Kind::name).toList())));
    ObjectNode plain = document.deepCopy();
    plain.remove(KIND);
    read(kind, tree, plain, pointer);
  }

  private void section(YamlTree tree, ObjectNode root, String key) {
    Kind<?> kind =
        Kind.ofSection(key)
            .orElseThrow(() -> Problem.invalid(tree.place("/" + key) + ": " + noSection(key)));
    JsonNode section = root.path(key);
    if (section.isNull()) {
      return;
    }
    if (kind.isSingle()) {
      ObjectNode whole = ItemReader.JSON.createObjectNode();
      whole.set(key, section);
      read(kind, tree, whole, "");
      return;
    }
    ItemReader.requireList(tree, section, "", key);
    for (int i = 0; i < section.size(); i++) {
      String pointer = "/" + key + "/" + i;
      JsonNode each = section.get(i);
      refusal.gather(() -> read(kind, tree, each, pointer));
    }
  }

  private static String noSection(String key) {
    return "'"
        + key
        + "' is not a section; use options, variables, secrets, subnets, profiles, groups, clusters,"
        + " machines or expected-hardware, or begin the"
        + " document with "
        + KIND
        + ": and one of "
        + kinds();
  }

  private <T> void read(Kind<T> kind, YamlTree tree, JsonNode node, String pointer) {
    T value = kind.reader().read(tree, node, pointer);
    String place =
        tree.place(kind.isSingle() && pointer.isEmpty() ? "/" + kind.section() : pointer);
    Optional<String> key = kind.key().apply(value);
    key.ifPresent(name -> requireUnique(kind, name, place));
    items
        .computeIfAbsent(kind, any -> new ArrayList<>())
        .add(new Item<>(place, value, blocks(tree, pointer)));
  }

  private void requireUnique(Kind<?> kind, String name, String place) {
    String first = places.putIfAbsent(kind.name() + " " + name, place);
    if (first != null) {
      throw Problem.invalid(
          place
              + ": "
              + kind.word()
              + " "
              + name
              + " is declared at "
              + first
              + " already; remove one of the two");
    }
  }

  private static List<BlockText> blocks(YamlTree tree, String pointer) {
    List<BlockText> blocks =
        new ArrayList<>(
            Stream.of("butane", "ignition")
                .flatMap(key -> tree.block("config." + key, pointer + "/config/" + key).stream())
                .toList());
    templates(tree, "config", pointer + "/config", tree.root().at(pointer + "/config"), blocks);
    return List.copyOf(blocks);
  }

  /** Templates, wherever they are in a config. */
  private static void templates(
      YamlTree tree, String path, String pointer, JsonNode node, List<BlockText> blocks) {
    for (int i = 0; i < node.size() && node.isArray(); i++) {
      templates(tree, path + "[" + i + "]", pointer + "/" + i, node.get(i), blocks);
    }
    node.fields()
        .forEachRemaining(
            each -> {
              String inner = path + "." + each.getKey();
              String at = pointer + "/" + each.getKey();
              if (each.getKey().equals("template")) {
                tree.block(inner, at).ifPresent(blocks::add);
              }
              templates(tree, inner, at, each.getValue(), blocks);
            });
  }
}
