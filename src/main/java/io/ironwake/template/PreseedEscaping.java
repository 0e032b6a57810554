package io.ironwake.template;

import io.ironwake.net.Pure;
import java.util.List;

/** Keeps every value in its answer: owner, question and type are one word, the rest is one line. */
@Pure
final class PreseedEscaping implements Escaping {
  @Override
  public String join(List<Piece> pieces) {
    Lines lines = new Lines();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Text text -> lines.add(text.text());
        case Piece.Value value -> {
          check(value, lines.current(value));
          lines.add(value.text());
        }
      }
    }
    return lines.whole();
  }

  private static void check(Piece.Value value, String before) {
    if (value.hasControl()) {
      throw value.refused("a line break or another control character cannot stand in an answer");
    }
    if (value.text().endsWith("\\")) {
      throw value.refused("it ends with a backslash, which joins the next line to this one");
    }
    boolean answer = before.matches("\\s*\\S+\\s+\\S+\\s+\\S+\\s.*") || before.matches("\\s*#.*");
    if (!answer && !value.isPlain()) {
      throw value.refused("owner, question and type of an answer are one plain word each");
    }
  }
}
