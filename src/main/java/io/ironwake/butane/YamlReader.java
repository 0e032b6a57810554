package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * YAML as {@link Node}s. Plain values stay as they are written; nothing is guessed of their type.
 */
@Pure
final class YamlReader {
  private static final int DEEPEST = 40;

  /** Aliases of aliases can make gigabytes of a few lines. */
  private static final int MOST = 100_000;

  private static final Set<Tag> USUAL =
      Set.of(
          Tag.STR,
          Tag.INT,
          Tag.FLOAT,
          Tag.BOOL,
          Tag.NULL,
          Tag.TIMESTAMP,
          Tag.MAP,
          Tag.SEQ,
          Tag.MERGE,
          new Tag("tag:yaml.org,2002:value"),
          new Tag("tag:yaml.org,2002:yaml"));

  private final Findings findings;
  private int values;

  private YamlReader(Findings findings) {
    this.findings = findings;
  }

  /**
   * @return nothing for a document without a value
   * @throws DocumentException for what is not one YAML document, or beyond all measure
   */
  static Optional<Node> read(String text, Findings findings) {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(50);
    options.setCodePointLimit(Math.max(1, text.length()));
    YamlReader reader = new YamlReader(findings);
    try {
      return Optional.ofNullable(new Yaml(options).compose(new StringReader(text)))
          .map(node -> reader.convert(node, 0));
    } catch (MarkedYAMLException e) {
      throw reader.refused(place(e.getProblemMark()), problem(e));
    } catch (ReaderException e) {
      throw reader.refused(
          place(text, e.getPosition()),
          String.format("the character U+%04X cannot stand in YAML; remove it", e.getCodePoint()));
    } catch (YAMLException e) {
      throw reader.refused(Place.START, String.valueOf(e.getMessage()));
    }
  }

  private static String problem(MarkedYAMLException e) {
    String problem = String.valueOf(e.getProblem());
    String context = e.getContext() == null ? "" : " " + e.getContext();
    String begun = e.getContextMark() == null ? "" : " begun at " + place(e.getContextMark());
    return problem + context + begun;
  }

  private DocumentException refused(Place place, String message) {
    findings.add(place, message);
    return findings.exception();
  }

  private static Place place(@Nullable Mark mark) {
    return mark == null ? Place.START : new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static Place place(String text, int position) {
    String before = text.substring(0, Math.min(text.length(), position));
    int line = (int) before.chars().filter(each -> each == '\n').count();
    return new Place(line + 1, before.length() - before.lastIndexOf('\n'));
  }

  private Node convert(org.yaml.snakeyaml.nodes.Node node, int depth) {
    Place place = place(node.getStartMark());
    if (++values > MOST) {
      throw refused(place, "the document is too large: it holds more than " + MOST + " values");
    }
    if (depth > DEEPEST) {
      throw refused(place, "is nested more than " + DEEPEST + " deep");
    }
    if (!USUAL.contains(node.getTag())) {
      findings.add(place, "the tag " + node.getTag() + " is not supported; remove it");
    }
    return switch (node) {
      case MappingNode mapping -> new Node.Mapping(place, entries(mapping, depth));
      case SequenceNode sequence -> new Node.Sequence(place, items(sequence, depth));
      case ScalarNode scalar ->
          new Node.Scalar(place, scalar.getValue(), scalar.getScalarStyle() != ScalarStyle.PLAIN);
      default -> throw refused(place, "this kind of YAML is not supported");
    };
  }

  private Map<String, Node.Entry> entries(MappingNode mapping, int depth) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Place at = place(tuple.getKeyNode().getStartMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        findings.add(at, "keys must be plain text");
      } else if (key.getTag().equals(Tag.MERGE)) {
        findings.add(at, "'<<' is not supported; write the keys out");
      } else if (entries.containsKey(key.getValue())) {
        findings.add(at, "the key '" + key.getValue() + "' stands here twice");
      } else {
        entries.put(key.getValue(), new Node.Entry(at, convert(tuple.getValueNode(), depth + 1)));
      }
    }
    return entries;
  }

  private List<Node> items(SequenceNode sequence, int depth) {
    List<Node> items = new ArrayList<>();
    sequence.getValue().forEach(each -> items.add(convert(each, depth + 1)));
    return items;
  }
}
