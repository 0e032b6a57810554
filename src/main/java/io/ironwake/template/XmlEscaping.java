package io.ironwake.template;

import io.ironwake.net.Pure;
import java.util.List;
import java.util.regex.Pattern;

/** Writes values into XML 1.0: as character data and in attributes; elsewhere plain words only. */
@Pure
final class XmlEscaping implements Escaping {
  private static final Pattern FORBIDDEN =
      Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]");

  @Override
  public String join(List<Piece> pieces) {
    XmlScan scan = new XmlScan();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Text text -> scan.add(text.text());
        case Piece.Value value -> scan.add(written(value, scan));
      }
    }
    return scan.whole();
  }

  private static String written(Piece.Value value, XmlScan scan) {
    if (FORBIDDEN.matcher(value.text()).find()) {
      throw value.refused("XML cannot hold such control characters");
    }
    if (scan.isData()) {
      return escape(value.text());
    }
    if (!value.isPlain()) {
      throw value.refused(
          "in a tag's name, a comment or a CDATA section only letters, digits and _@%+:,./- can"
              + " stand");
    }
    return value.text();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&apos;");
  }
}
