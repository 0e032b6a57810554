package io.ironwake.quirk;

import io.ironwake.problem.Problem;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/**
 * YAML as maps, lists and texts. No scalar is taken for a number: YAML 1.1 would read a MAC to base
 * 60.
 */
final class QuirkYaml {
  private static final int DEEPEST = 10;

  private QuirkYaml() {}

  /**
   * Parses one document.
   *
   * @throws Problem INVALID with the file's name and the place
   */
  static Map<String, Object> parse(String file, String text) {
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
      if (root instanceof MappingNode mapping) {
        return map(mapping, 0);
      }
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      String line = mark == null ? "" : "line " + (mark.getLine() + 1) + ": ";
      throw Problem.invalid(file + ": " + line + e.getProblem());
    } catch (YAMLException | IllegalArgumentException e) {
      throw Problem.invalid(file + ": " + e.getMessage());
    }
    throw Problem.invalid(file + ": expected the keys version, disable and rules");
  }

  private static Object convert(Node node, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("nested more than " + DEEPEST + " deep");
    }
    return switch (node) {
      case MappingNode mapping -> map(mapping, depth);
      case SequenceNode sequence -> list(sequence, depth);
      case ScalarNode scalar -> scalar.getValue();
      default -> throw new IllegalArgumentException("this kind of YAML node is not supported");
    };
  }

  private static List<Object> list(SequenceNode sequence, int depth) {
    List<Object> list = new ArrayList<>();
    sequence.getValue().forEach(each -> list.add(convert(each, depth + 1)));
    return list;
  }

  private static Map<String, Object> map(MappingNode mapping, int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String line = "line " + (tuple.getKeyNode().getStartMark().getLine() + 1);
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new IllegalArgumentException(line + ": keys must be plain text");
      }
      if (map.put(key.getValue(), convert(tuple.getValueNode(), depth + 1)) != null) {
        throw new IllegalArgumentException(
            line + ": the key '" + key.getValue() + "' stands here twice");
      }
    }
    return map;
  }
}
