package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** JSON (RFC 8259) as {@link Node}s that know their line and column. */
@Pure
final class JsonReader {
  private static final int DEEPEST = 40;
  private static final Pattern WORD =
      Pattern.compile("true|false|null|-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

  private final String text;
  private final Findings findings;

  /** Where each line begins. */
  private final int[] lines;

  private int at;

  private JsonReader(String text, Findings findings) {
    this.text = text;
    this.findings = findings;
    this.lines =
        IntStream.concat(
                IntStream.of(0),
                IntStream.range(0, text.length())
                    .filter(each -> text.charAt(each) == '\n')
                    .map(each -> each + 1))
            .toArray();
  }

  /**
   * @throws DocumentException for what is not one JSON value
   */
  static Node read(String text, Findings findings) {
    JsonReader reader = new JsonReader(text, findings);
    Node node = reader.value(0);
    reader.skipSpace();
    if (reader.at < text.length()) {
      throw reader.refused("expected the end of the document");
    }
    return node;
  }

  private DocumentException refused(String message) {
    findings.add(place(), message);
    return findings.exception();
  }

  private Place place() {
    int found = Arrays.binarySearch(lines, at);
    int line = found >= 0 ? found : -found - 2;
    return new Place(line + 1, at - lines[line] + 1);
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char next() {
    skipSpace();
    if (at >= text.length()) {
      throw refused("the document ends too early");
    }
    return text.charAt(at);
  }

  private boolean skip(char wanted) {
    boolean there = next() == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private void expect(char wanted, String where) {
    if (!skip(wanted)) {
      throw refused("expected '" + wanted + "' " + where);
    }
  }

  private Node value(int depth) {
    if (depth > DEEPEST) {
      throw refused("is nested more than " + DEEPEST + " deep");
    }
    return switch (next()) {
      case '{' -> map(depth);
      case '[' -> list(depth);
      case '"' -> new Node.Scalar(place(), string(), true);
      default -> word();
    };
  }

  private Node word() {
    Place place = place();
    Matcher word = WORD.matcher(text).region(at, text.length());
    if (!word.lookingAt()) {
      throw refused(
          "expected a JSON value: {, [, a text in double quotes, a number, true or false");
    }
    at = word.end();
    return new Node.Scalar(place, word.group(), false);
  }

  private Node map(int depth) {
    Place place = place();
    at++;
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    if (skip('}')) {
      return new Node.Mapping(place, entries);
    }
    do {
      if (next() != '"') {
        throw refused("expected a key in double quotes");
      }
      Place key = place();
      String name = string();
      expect(':', "after the key");
      Node value = value(depth + 1);
      if (entries.putIfAbsent(name, new Node.Entry(key, value)) != null) {
        findings.add(key, "the key '" + name.replaceAll("[^ -~]", "?") + "' stands here twice");
      }
    } while (skip(','));
    expect('}', "or ',' after a value");
    return new Node.Mapping(place, entries);
  }

  private Node list(int depth) {
    Place place = place();
    at++;
    List<Node> items = new ArrayList<>();
    if (skip(']')) {
      return new Node.Sequence(place, items);
    }
    do {
      items.add(value(depth + 1));
    } while (skip(','));
    expect(']', "or ',' after a value");
    return new Node.Sequence(place, items);
  }

  private String string() {
    StringBuilder read = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      char each = text.charAt(at);
      if (each < ' ') {
        throw refused("a text must not hold line breaks or control characters; write \\n");
      }
      if (each == '\\') {
        escape(read);
      } else {
        read.append(each);
        at++;
      }
    }
    if (at >= text.length()) {
      throw refused("the document ends inside a text");
    }
    at++;
    return read.toString();
  }

  private boolean hex(int from) {
    return from + 4 <= text.length() && text.substring(from, from + 4).matches("[0-9A-Fa-f]{4}");
  }

  private void escape(StringBuilder read) {
    char kind = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    int which = "\"\\/bfnrt".indexOf(kind);
    if (which >= 0) {
      read.append("\"\\/\b\f\n\r\t".charAt(which));
      at += 2;
    } else if (kind == 'u' && hex(at + 2)) {
      read.append((char) Integer.parseInt(text, at + 2, at + 6, 16));
      at += 6;
    } else {
      throw refused("expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u and four hex digits");
    }
  }
}
