package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An AutoYaST profile from maps, lists, texts, whole numbers and booleans: an element for each key,
 * with the type that YaST wants to be told. Texts may have holes.
 */
@Pure
final class XmlTree {
  private static final Pattern NAME =
      Pattern.compile("(?![Xx][Mm][Ll])[A-Za-z_][A-Za-z0-9_.-]{0,63}");

  /** YaST takes any name for the entries of a list; these are the ones its documents use. */
  private static final Map<String, String> ENTRIES =
      Map.ofEntries(
          Map.entry("chroot-scripts", "script"),
          Map.entry("drives", "drive"),
          Map.entry("enable", "service"),
          Map.entry("packages", "package"),
          Map.entry("partitioning", "drive"),
          Map.entry("partitions", "partition"),
          Map.entry("patterns", "pattern"),
          Map.entry("pre-scripts", "script"),
          Map.entry("products", "product"),
          Map.entry("services", "service"),
          Map.entry("users", "user"),
          Map.entry("zones", "zone"));

  private final FrozenText.Builder xml = new FrozenText.Builder();

  private XmlTree() {}

  /**
   * @throws ConfigException for a key that cannot name an element, or a text XML cannot hold
   */
  static FrozenText write(Map<String, Object> profile) {
    XmlTree writer = new XmlTree();
    writer.xml.append(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE profile>
        <profile xmlns="http://www.suse.com/1.0/yast2ns" xmlns:config="http://www.suse.com/1.0/configns">
        """);
    writer.map("  ", profile);
    writer.xml.append("</profile>\n");
    return writer.xml.build();
  }

  private void map(String indent, Map<?, ?> map) {
    map.forEach((key, value) -> element(indent, key.toString(), value));
  }

  private void element(String indent, String name, Object value) {
    if (!NAME.matcher(name).matches()) {
      throw new ConfigException(
          "config.sections", "a key cannot name an XML element; use letters, digits, '_' and '-'");
    }
    switch (value) {
      case Map<?, ?> map -> {
        xml.append(indent + "<" + name + ">\n");
        map(indent + "  ", map);
        xml.append(indent + "</" + name + ">\n");
      }
      case List<?> list -> {
        xml.append(indent + "<" + name + " config:type=\"list\">\n");
        String entry = ENTRIES.getOrDefault(name, "listentry");
        list.forEach(each -> element(indent + "  ", entry, each));
        xml.append(indent + "</" + name + ">\n");
      }
      default -> leaf(indent, name, value);
    }
  }

  private void leaf(String indent, String name, Object value) {
    switch (value) {
      case Boolean flag -> leaf(indent, name, " config:type=\"boolean\"", text(flag));
      case Integer number -> leaf(indent, name, " config:type=\"integer\"", text(number));
      case Long number -> leaf(indent, name, " config:type=\"integer\"", text(number));
      case FrozenText text -> leaf(indent, name, "", text);
      case String text -> leaf(indent, name, "", FrozenText.of(text));
      default ->
          throw new ConfigException(
              "config.sections", name + " must be text, a whole number, true, false, list or map");
    }
  }

  private void leaf(String indent, String name, String type, FrozenText text) {
    xml.append(indent + "<" + name + type + ">")
        .append(text.escaped(XmlTree::escape))
        .append("</" + name + ">\n");
  }

  private static FrozenText text(Object value) {
    return FrozenText.of(value.toString());
  }

  /**
   * Works character by character, so that the parts of a text may be escaped one by one. Line ends
   * are written as references, since a reader would change a carriage return.
   */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(each -> append(escaped, each));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, int codePoint) {
    boolean forbidden =
        (codePoint < ' ' && codePoint != '\t' && codePoint != '\n' && codePoint != '\r')
            || codePoint == 0xFFFE
            || codePoint == 0xFFFF
            || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    if (forbidden) {
      throw new ConfigException("config", "a text holds a character that XML cannot carry");
    }
    switch (codePoint) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '\n' -> escaped.append('\n');
      default -> {
        if (codePoint >= ' ' && codePoint <= '~') {
          escaped.append((char) codePoint);
        } else {
          escaped.append("&#").append(codePoint).append(';');
        }
      }
    }
  }
}
