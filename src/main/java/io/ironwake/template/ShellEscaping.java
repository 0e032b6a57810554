package io.ironwake.template;

import io.ironwake.net.Pure;
import java.util.List;

/**
 * Writes values into a shell script by the quoting around each: as a quoted word where there is
 * none, and so that they cannot end a quoted text or a here-document that they stand in. Where the
 * quoting is too intricate to follow, only plain words may stand.
 */
@Pure
final class ShellEscaping implements Escaping {
  @Override
  public String join(List<Piece> pieces) {
    ShellScan scan = new ShellScan();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Text text -> scan.text(text.text());
        case Piece.Value value -> value(scan, value);
      }
    }
    return scan.end();
  }

  private static void value(ShellScan scan, Piece.Value value) {
    if (value.text().indexOf('\0') >= 0) {
      throw value.refused("a shell script cannot hold a zero byte");
    }
    if (scan.isAfterEscape()) {
      throw value.refused(
          "a value cannot follow a backslash or '$'; write it into a variable first");
    }
    scan.value(value, written(scan, value));
  }

  private static String written(ShellScan scan, Piece.Value value) {
    String text = value.text();
    return switch (scan.state()) {
      case PLAIN -> isWord(scan, value) ? text : quote(text);
      case SINGLE -> text.replace("'", "'\\''");
      case DOUBLE -> text.replaceAll("[\\\\\"$`]", "\\\\$0");
      case EXPANDED_DOCUMENT -> text.replaceAll("[\\\\$`]", "\\\\$0");
      case LITERAL_DOCUMENT -> text;
      case COMMENT -> plain(value, "in a comment");
      case LOST ->
          plain(
              value,
              "here, since the quoting from script line "
                  + scan.lostAt()
                  + " on is too intricate to follow; assign it above that line, as in"
                  + " NAME={{ name }}, and use \"$NAME\"");
    };
  }

  private static String plain(Piece.Value value, String where) {
    if (!value.isPlain()) {
      throw value.refused("only letters, digits and _@%+:,./- can stand " + where);
    }
    return value.text();
  }

  /** Lower-case letters alone may be a word of the shell's own, such as {@code done}. */
  private static boolean isWord(ShellScan scan, Piece.Value value) {
    return value.isPlain()
        && !value.text().isEmpty()
        && (scan.isInsideWord() || !value.text().matches("[a-z]+"));
  }

  static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
