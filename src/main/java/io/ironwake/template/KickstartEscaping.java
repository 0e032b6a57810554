package io.ironwake.template;

import io.ironwake.net.Pure;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes values into Kickstart commands, which are read line by line in words of a shell without
 * expansions (Python's shlex). Scripts inside take plain words only.
 */
@Pure
final class KickstartEscaping implements Escaping {
  private static final Pattern SCRIPT =
      Pattern.compile("%(?:pre|pre-install|post|onerror|traceback)\\b.*");
  private static final Pattern SCRIPT_OR_END = Pattern.compile(SCRIPT.pattern() + "|%end\\s*");

  @Override
  public String join(List<Piece> pieces) {
    Lines lines = new Lines();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Text text -> lines.add(text.text());
        case Piece.Value value -> lines.add(written(value, lines));
      }
    }
    return lines.whole();
  }

  private static String written(Piece.Value value, Lines lines) {
    if (value.hasControl()) {
      throw value.refused("a line break or another control character cannot stand in a command");
    }
    String line = lines.current(value);
    if (isScript(lines) || line.strip().startsWith("#")) {
      return plain(value, "in a script or a comment; give a script its own text, format: shell");
    }
    return switch (quote(value, line)) {
      case '"' -> value.text().replaceAll("[\\\\\"]", "\\\\$0");
      case '\'' -> {
        if (value.text().contains("'")) {
          throw value.refused("it holds a single quote; put it into double quotes");
        }
        yield value.text();
      }
      default -> isWord(value, line) ? value.text() : doubled(value.text());
    };
  }

  /** A value at the beginning of a line would be a command or open a section. */
  private static boolean isWord(Piece.Value value, String line) {
    return value.isPlain() && !value.text().isEmpty() && !line.isBlank();
  }

  private static String doubled(String text) {
    return '"' + text.replaceAll("[\\\\\"]", "\\\\$0") + '"';
  }

  private static String plain(Piece.Value value, String where) {
    if (!value.isPlain()) {
      throw value.refused("only letters, digits and _@%+:,./- can stand " + where);
    }
    return value.text();
  }

  private static char quote(Piece.Value value, String line) {
    char quote = ' ';
    boolean escaped = false;
    for (char each : line.toCharArray()) {
      if (escaped) {
        escaped = false;
      } else if (each == '\\' && quote != '\'') {
        escaped = true;
      } else if (quote == ' ' && (each == '"' || each == '\'')) {
        quote = each;
      } else if (each == quote) {
        quote = ' ';
      }
    }
    if (escaped) {
      throw value.refused("a value cannot follow a backslash");
    }
    return quote;
  }

  private static boolean isScript(Lines lines) {
    return lines.latest(SCRIPT_OR_END).filter(line -> SCRIPT.matcher(line).matches()).isPresent();
  }
}
