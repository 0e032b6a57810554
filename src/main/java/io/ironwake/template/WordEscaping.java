package io.ironwake.template;

import io.ironwake.net.Pure;
import java.util.List;

/** Lets plain words through and refuses everything else: there is no way to quote. */
@Pure
final class WordEscaping implements Escaping {
  @Override
  public String join(List<Piece> pieces) {
    StringBuilder out = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Text text -> out.append(text.text());
        case Piece.Value value -> {
          if (!value.text().matches("[A-Za-z0-9_@%+=:,./~-]+")) {
            throw value.refused("only letters, digits and _@%+=:,./~- can stand in a word");
          }
          out.append(value.text());
        }
      }
    }
    return out.toString();
  }
}
