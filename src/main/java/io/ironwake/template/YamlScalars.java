package io.ironwake.template;

import io.ironwake.net.Pure;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * What a YAML reader makes of a text.
 *
 * @param scalars in the order of the text
 * @param shape every event of the reader, without the way it is written
 */
@Pure
record YamlScalars(List<Scalar> scalars, List<String> shape) {

  /** Anchor and tag before a scalar. */
  private static final Pattern PROPERTIES = Pattern.compile("(?:[&!]\\S*\\s+)+");

  /**
   * One scalar.
   *
   * @param start index of its first character in the text
   * @param end after its last
   * @param source as written
   * @param literal a block that keeps its line breaks
   */
  @Pure
  record Scalar(int start, int end, String source, String value, boolean plain, boolean literal) {}

  /**
   * @throws YAMLException for what is not YAML
   */
  static YamlScalars read(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Math.max(1, text.length()));
    boolean basic = text.length() == text.codePointCount(0, text.length());
    List<Scalar> scalars = new ArrayList<>();
    List<String> shape = new ArrayList<>();
    for (Event event : new Yaml(options).parse(new StringReader(text))) {
      shape.add(shape(event));
      if (event instanceof ScalarEvent scalar) {
        int end = index(text, basic, event.getEndMark());
        int start = index(text, basic, event.getStartMark());
        Matcher properties = PROPERTIES.matcher(text).region(start, end);
        scalars.add(scalar(text, properties.lookingAt() ? properties.end() : start, end, scalar));
      }
    }
    return new YamlScalars(List.copyOf(scalars), List.copyOf(shape));
  }

  private static int index(String text, boolean basic, Mark mark) {
    return basic ? mark.getIndex() : text.offsetByCodePoints(0, mark.getIndex());
  }

  private static String shape(Event event) {
    String anchor =
        event instanceof NodeEvent node && node.getAnchor() != null ? node.getAnchor() : "";
    String scalar = event instanceof ScalarEvent it ? "[" + it.getTag() + "]" + it.getValue() : "";
    return event.getEventId() + " " + anchor + " " + scalar;
  }

  private static Scalar scalar(String text, int start, int end, ScalarEvent event) {
    return new Scalar(
        start,
        end,
        text.substring(start, end),
        event.getValue(),
        event.getScalarStyle() == ScalarStyle.PLAIN,
        event.getScalarStyle() == ScalarStyle.LITERAL);
  }

  @Override
  public String toString() {
    return "YamlScalars[" + scalars.size() + "]";
  }
}
