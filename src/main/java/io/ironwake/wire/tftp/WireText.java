package io.ironwake.wire.tftp;

import io.ironwake.net.Pure;

/**
 * The rule for text on the wire: one character is one byte (ISO 8859-1), so any bytes survive a
 * round trip.
 */
@Pure
final class WireText {
  private WireText() {}

  static void require(String what, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || c > 0xFF) {
        throw new IllegalArgumentException(
            what + " has U+%04X at %d; use U+0001 to U+00FF".formatted((int) c, i));
      }
    }
  }

  static void requireName(String what, String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(what + " is empty");
    }
    require(what, text);
  }

  static void requireBlock(int block) {
    if (block < 0 || block > 0xFFFF) {
      throw new IllegalArgumentException(
          "block " + block + " does not fit 16 bits; roll it over first");
    }
  }
}
