package io.ironwake.template;

import io.ironwake.net.Pure;
import java.util.List;

/** Keeps every value on its line. */
@Pure
final class TextEscaping implements Escaping {
  @Override
  public String join(List<Piece> pieces) {
    StringBuilder out = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Text text -> out.append(text.text());
        case Piece.Value value -> {
          if (value.hasControl() || value.text().matches("(?s).*[\\u2028\\u2029].*")) {
            throw value.refused("a line break or another control character cannot stand here");
          }
          out.append(value.text());
        }
      }
    }
    return out.toString();
  }
}
