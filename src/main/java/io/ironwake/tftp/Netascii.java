package io.ironwake.tftp;

import io.ironwake.net.Pure;
import java.io.ByteArrayOutputStream;

/** The netascii transfer mode (RFC 1350 §1, RFC 764): a line ends in CR LF, a lone CR is CR NUL. */
@Pure
final class Netascii {
  private Netascii() {}

  /** Translates a text with LF line ends. */
  static byte[] encode(byte[] text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length + text.length / 16);
    for (byte each : text) {
      if (each == '\n') {
        out.write('\r');
      }
      out.write(each);
      if (each == '\r') {
        out.write(0);
      }
    }
    return out.toByteArray();
  }
}
