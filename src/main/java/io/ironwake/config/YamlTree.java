package io.ironwake.config;

import io.ironwake.net.Pure;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A block-style document, the same in YAML 1.1 and 1.2, from maps, lists, texts, numbers and
 * booleans. Form are double-quoted and may have holes; keys too, unless every reader takes them for
 * text.
 */
@Pure
final class YamlTree {
  private static final Pattern PLAIN_KEY =
      Pattern.compile("(?!(?i:yes|off|true|false|null|nan)$)[A-Za-z][A-Za-z0-9_-]{2,60}");

  /** YAML reads a key without a mark of its own only up to 1024 characters, escapes included. */
  private static final int LONGEST_KEY = 160;

  private final FrozenText.Builder yaml = new FrozenText.Builder();

  private YamlTree() {}

  /**
   * @param opening lines before the document, such as {@code #cloud-config}
   * @throws ConfigException for a key that is too long for YAML
   */
  static FrozenText write(String opening, Map<?, ?> root) {
    YamlTree writer = new YamlTree();
    writer.yaml.append(opening);
    if (root.isEmpty()) {
      writer.yaml.append("{}\n");
    } else {
      writer.map("", "", root);
    }
    return writer.yaml.build();
  }

  private void map(String first, String indent, Map<?, ?> map) {
    String lead = first;
    for (Map.Entry<?, ?> each : map.entrySet()) {
      yaml.append(lead + key(each.getKey().toString()) + ":");
      value(indent, each.getValue());
      lead = indent;
    }
  }

  private void value(String indent, Object value) {
    switch (value) {
      case Map<?, ?> map when !map.isEmpty() -> {
        yaml.append("\n");
        map(indent + "  ", indent + "  ", map);
      }
      case List<?> list when !list.isEmpty() -> {
        yaml.append("\n");
        list(indent + "  ", indent + "  ", list);
      }
      default -> yaml.append(" ").append(scalar(value)).append("\n");
    }
  }

  private void list(String first, String indent, List<?> list) {
    String lead = first;
    for (Object each : list) {
      yaml.append(lead + "-");
      switch (each) {
        case Map<?, ?> map when !map.isEmpty() -> map(" ", indent + "  ", map);
        case List<?> inner when !inner.isEmpty() -> list(" ", indent + "  ", inner);
        default -> yaml.append(" ").append(scalar(each)).append("\n");
      }
      lead = indent;
    }
  }

  private static FrozenText scalar(Object value) {
    return switch (value) {
      case FrozenText text -> FrozenText.of("\"").plus(text.escaped(YamlText::escape)).plus("\"");
      case String text -> FrozenText.of(YamlText.quote(text));
      case Double number -> FrozenText.of(decimal(number));
      case Number number -> FrozenText.of(number.toString());
      case Boolean flag -> FrozenText.of(flag.toString());
      case Map<?, ?> map -> FrozenText.of("{}");
      case List<?> list -> FrozenText.of("[]");
      default ->
          throw new IllegalArgumentException("no YAML for a " + value.getClass().getSimpleName());
    };
  }

  /** Always with a point, without an exponent: so all YAMLs see the same number. */
  private static String decimal(double number) {
    String plain = new BigDecimal(Double.toString(number)).toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }

  private static String key(String key) {
    if (key.length() > LONGEST_KEY) {
      throw new ConfigException(
          "config", "a key is longer than " + LONGEST_KEY + " characters: " + key.substring(0, 20));
    }
    return PLAIN_KEY.matcher(key).matches() ? key : YamlText.quote(key);
  }
}
