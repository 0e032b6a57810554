package io.ironwake.template;

import io.ironwake.net.Pure;
import java.util.List;

/** Writes values into JSON (RFC 8259): escaped inside of a text, as a whole text elsewhere. */
@Pure
final class JsonEscaping implements Escaping {
  @Override
  public String join(List<Piece> pieces) {
    StringBuilder out = new StringBuilder();
    boolean inside = false;
    boolean escaped = false;
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Value value -> {
          if (escaped) {
            throw value.refused("a value cannot follow a backslash");
          }
          out.append(inside ? escape(value.text()) : whole(value));
        }
        case Piece.Text text -> {
          for (char each : text.text().toCharArray()) {
            inside ^= each == '"' && !escaped;
            escaped = inside && each == '\\' && !escaped;
          }
          out.append(text.text());
        }
      }
    }
    return out.toString();
  }

  private static String whole(Piece.Value value) {
    return value.bare() ? value.text() : quote(value.text());
  }

  /** A text in double quotes, which YAML 1.2 (section 7.3.1) reads the same. */
  static String quote(String text) {
    return '"' + escape(text) + '"';
  }

  private static String escape(String text) {
    StringBuilder out = new StringBuilder();
    for (char each : text.toCharArray()) {
      switch (each) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          // The latter two are line breaks to YAML 1.1.
          boolean hidden =
              Character.isISOControl(each)
                  || each == '\u2028'
                  || each == '\u2029'
                  || each == '\ufeff';
          out.append(hidden ? String.format("\\u%04x", (int) each) : String.valueOf(each));
        }
      }
    }
    return out.toString();
  }
}
