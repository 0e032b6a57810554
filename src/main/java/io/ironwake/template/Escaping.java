package io.ironwake.template;

import io.ironwake.net.Pure;
import java.util.List;

/** Writes values so that they are read as values, whatever is in them. */
@Pure
interface Escaping {
  /**
   * The whole document.
   *
   * @throws Piece.Unsafe for a value that cannot stand where it is printed
   */
  String join(List<Piece> pieces);
}
