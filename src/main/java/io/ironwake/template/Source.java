package io.ironwake.template;

import io.ironwake.net.NearestKey;
import io.pebbletemplates.pebble.error.ParserException;
import io.pebbletemplates.pebble.error.PebbleException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a template, for messages about it: Pebble tells the line, the column is looked for.
 */
record Source(String name, String text) {
  private static final Pattern FOREIGN_TAG = Pattern.compile("Unexpected tag name \"(\\w+)\"");

  /** What is wrong, in words that need no knowledge of Pebble. */
  static String told(PebbleException e) {
    String told = String.valueOf(e.getPebbleMessage());
    Matcher tag = FOREIGN_TAG.matcher(told);
    if (tag.find()) {
      return "there is no tag '" + tag.group(1) + "' here; use if, for, set or verbatim";
    }
    if (told.startsWith("Filter [") || told.startsWith("Function or Macro [")) {
      return told.replaceFirst(" or Macro", "")
          + " Filters are "
          + String.join(", ", Filters.all().keySet().stream().sorted().toList())
          + "; there are no functions";
    }
    return e instanceof ParserException ? told : "this cannot be evaluated: check the types";
  }

  TemplateException wrong(int line, String message) {
    return TemplateException.at(name, line, column(line, Pattern.compile("\\{[{%]")), message);
  }

  /** A variable that is not set, with the one that was probably meant. */
  TemplateException missing(int line, String attribute, List<String> known) {
    Pattern word = Pattern.compile("[\\w.]*\\b" + Pattern.quote(attribute) + "\\b");
    String path = written(line, word).orElse(attribute);
    String hint = known.isEmpty() ? "none is set" : NearestKey.hint(path, known);
    return TemplateException.missing(
        name, line, column(line, word), "the variable '" + path + "' is not set; " + hint);
  }

  private Optional<String> written(int line, Pattern word) {
    return line(line).map(word::matcher).filter(Matcher::find).map(Matcher::group);
  }

  private int column(int line, Pattern what) {
    return line(line)
        .map(what::matcher)
        .filter(Matcher::find)
        .map(found -> found.start() + 1)
        .orElse(1);
  }

  private Optional<String> line(int line) {
    return text.lines().skip(Math.max(0, line - 1)).findFirst();
  }

  @Override
  public String toString() {
    return "Source[" + name + "]";
  }
}
