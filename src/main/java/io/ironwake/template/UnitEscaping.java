package io.ironwake.template;

import io.ironwake.net.Pure;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes values into a systemd unit (systemd.syntax(7), systemd.service(5)): one line each, without
 * specifiers, and in commands as one word.
 */
@Pure
final class UnitEscaping implements Escaping {
  private static final Pattern COMMAND = Pattern.compile("\\s*Exec[A-Za-z]*\\s*=.*");
  private static final Pattern SETTING = Pattern.compile("\\s*[A-Z][A-Za-z]*\\s*=.*");
  private static final Pattern WORDS = Pattern.compile("\\s*(?:Exec[A-Za-z]*|Environment)\\s*=.*");

  @Override
  public String join(List<Piece> pieces) {
    Lines lines = new Lines();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Text text -> lines.add(text.text());
        case Piece.Value value -> lines.add(written(value, lines.joined(value)));
      }
    }
    return lines.whole();
  }

  private static String written(Piece.Value value, String line) {
    if (value.hasControl()) {
      throw value.refused("a line break or another control character cannot stand in a unit");
    }
    if (value.text().endsWith("\\") || line.endsWith("\\")) {
      throw value.refused("a backslash beside the value would join lines or letters");
    }
    if (!SETTING.matcher(line).matches()) {
      if (!value.isPlain() || value.text().contains("%")) {
        throw value.refused("only letters, digits and _@+:,./- can stand before a '='");
      }
      return value.text();
    }
    return WORDS.matcher(line).matches() ? word(value, line) : value.text().replace("%", "%%");
  }

  private static String word(Piece.Value value, String line) {
    boolean quoted = isOdd(line, '"');
    if (isOdd(line, '\'')) {
      throw value.refused("put it into double quotes instead of single ones");
    }
    String text = value.text().replace("%", "%%");
    String dollars = COMMAND.matcher(line).matches() ? text.replace("$", "$$") : text;
    String escaped = dollars.replaceAll("[\\\\\"]", "\\\\$0");
    if (quoted || (value.isPlain() && !value.text().isEmpty())) {
      return escaped;
    }
    if (!line.matches(".*[\\s=]")) {
      throw value.refused("put the whole word into double quotes");
    }
    return '"' + escaped + '"';
  }

  private static boolean isOdd(String line, char quote) {
    int count = 0;
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '\\') {
        i++;
      } else if (line.charAt(i) == quote) {
        count++;
      }
    }
    return count % 2 == 1;
  }
}
