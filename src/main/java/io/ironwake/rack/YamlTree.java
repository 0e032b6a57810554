package io.ironwake.rack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ironwake.problem.Problem;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * A YAML document as a tree in which every value knows its line. Plain scalars stay text unless
 * they are whole numbers or exactly true, false or null: YAML 1.1 would read the MAC {@code
 * 52:54:00:12:34:56} as a number to base 60, {@code 3.10} as 3.1 and {@code no} as false.
 */
final class YamlTree {
  private static final int DEEPEST = 50;

  /** Aliases of aliases can make gigabytes of a few lines. */
  private static final int MOST = 500_000;

  private final SourceMarks sources;
  private final List<String> lines;
  private final JsonNode root;
  private final Map<String, Mark> marks = new HashMap<>();
  private int values;

  private YamlTree(SourceMarks sources, List<String> lines, Node node) {
    this.sources = sources;
    this.lines = lines;
    this.root = convert(node, "", 0);
  }

  /** Takes what is wrong, one message at a time. */
  interface Refusals {
    void add(Problem refusal);
  }

  /**
   * Parses a file's documents; those that hold nothing are left out.
   *
   * @param refusals takes what is wrong, with file, line and column; a document that is wrong is
   *     missing in the result, and so is everything after an error of syntax
   */
  static List<YamlTree> all(String file, String text, Refusals refusals) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(50);
    List<String> lines = text.lines().toList();
    SourceMarks sources = SourceMarks.of(file, lines);
    List<YamlTree> trees = new ArrayList<>();
    try {
      for (Node node : new Yaml(options).composeAll(new StringReader(text))) {
        add(sources, lines, node, trees, refusals);
      }
    } catch (MarkedYAMLException e) {
      refusals.add(Problem.invalid(place(sources, file, e.getProblemMark()) + ": " + said(e)));
    } catch (ReaderException e) {
      refusals.add(Problem.invalid(unreadable(sources, text, e)));
    } catch (YAMLException e) {
      refusals.add(Problem.invalid(file + ": " + e.getMessage()));
    }
    return trees;
  }

  private static void add(
      SourceMarks sources,
      List<String> lines,
      @Nullable Node node,
      List<YamlTree> trees,
      Refusals refusals) {
    try {
      if (node != null) {
        YamlTree tree = new YamlTree(sources, lines, node);
        if (!tree.root.isNull()) {
          trees.add(tree);
        }
      }
    } catch (Problem wrong) {
      refusals.add(wrong);
    }
  }

  private static String said(MarkedYAMLException e) {
    return e.getProblem() + (e.getContext() == null ? "" : " " + e.getContext());
  }

  private static String place(SourceMarks sources, String file, @Nullable Mark mark) {
    return mark == null ? file : sources.place(mark.getLine(), mark.getColumn());
  }

  private static String unreadable(SourceMarks sources, String text, ReaderException e) {
    SourceMarks.SourceMark source = sources.at((int) lineOf(text, e.getCodePoint()) - 1);
    return source.name()
        + ":"
        + (lineOf(text, e.getCodePoint()) - source.first())
        + ": the character "
        + String.format("U+%04X", e.getCodePoint())
        + " cannot stand in YAML; remove it";
  }

  private static long lineOf(String text, int codePoint) {
    return text.substring(0, Math.max(0, text.indexOf(codePoint)))
            .chars()
            .filter(each -> each == '\n')
            .count()
        + 1;
  }

  JsonNode root() {
    return root;
  }

  /**
   * {@code file:line:column} of the value at a JSON pointer, or of its nearest parent that is in
   * the file.
   */
  String place(String pointer) {
    String at = pointer;
    while (!marks.containsKey(at) && !at.isEmpty()) {
      at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
    }
    Mark mark = marks.get(at);
    return mark == null ? sources.at(0).name() : sources.place(mark.getLine(), mark.getColumn());
  }

  /**
   * The text at a JSON pointer, if it is written as a literal block whose lines are its own.
   *
   * @param name what messages call it
   */
  Optional<BlockText> block(String name, String pointer) {
    Mark mark = marks.get(pointer);
    if (mark == null
        || mark.getLine() >= lines.size()
        || !lines.get(mark.getLine()).substring(mark.getColumn()).startsWith("|")) {
      return Optional.empty();
    }
    int first = mark.getLine() + 1;
    return lines.stream()
        .skip(first)
        .filter(line -> !line.isBlank())
        .findFirst()
        .map(
            line -> {
              SourceMarks.SourceMark source = sources.at(first);
              int left = line.length() - line.stripLeading().length();
              return new BlockText(name, source.name(), first - source.first(), left);
            });
  }

  private JsonNode convert(Node node, String pointer, int depth) {
    marks.put(pointer, node.getStartMark());
    if (++values > MOST) {
      throw Problem.invalid(
          place(pointer) + ": the file is too large, it holds more than " + MOST + " values");
    }
    if (depth > DEEPEST) {
      throw Problem.invalid(place(pointer) + ": nested more than " + DEEPEST + " deep");
    }
    return switch (node) {
      case MappingNode mapping -> map(mapping, pointer, depth);
      case SequenceNode sequence -> list(sequence, pointer, depth);
      case ScalarNode scalar -> scalar(scalar);
      default ->
          throw Problem.invalid(place(pointer) + ": this kind of YAML node is not supported");
    };
  }

  private ObjectNode map(MappingNode mapping, String pointer, int depth) {
    ObjectNode map = JsonNodeFactory.instance.objectNode();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw Problem.invalid(place(pointer) + ": keys must be plain text");
      }
      if (map.has(key.getValue())) {
        marks.put(pointer + "/" + key.getValue(), key.getStartMark());
        throw Problem.invalid(
            place(pointer + "/" + key.getValue())
                + ": the key '"
                + key.getValue()
                + "' stands here twice");
      }
      map.set(
          key.getValue(), convert(tuple.getValueNode(), pointer + "/" + key.getValue(), depth + 1));
    }
    return map;
  }

  private ArrayNode list(SequenceNode sequence, String pointer, int depth) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    int index = 0;
    for (Node each : sequence.getValue()) {
      list.add(convert(each, pointer + "/" + index++, depth + 1));
    }
    return list;
  }

  private static JsonNode scalar(ScalarNode scalar) {
    String text = scalar.getValue();
    JsonNodeFactory make = JsonNodeFactory.instance;
    if (scalar.getScalarStyle() != DumperOptions.ScalarStyle.PLAIN) {
      return make.textNode(text);
    }
    return switch (text) {
      case "true" -> make.booleanNode(true);
      case "false" -> make.booleanNode(false);
      case "null", "~", "" -> make.nullNode();
      default ->
          text.matches("0|-?[1-9]\\d{0,17}")
              ? make.numberNode(Long.parseLong(text))
              : make.textNode(text);
    };
  }
}
