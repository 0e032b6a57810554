package io.ironwake.wire.dhcp;

import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import io.ironwake.wire.WireException;

/**
 * Collects code-length-value triples, from one field or several, joining the pieces of a repeated
 * code (RFC 3396 §7).
 */
@Pure
final class TlvReader {
  private final OptionSet.Builder pieces = OptionSet.builder();

  /**
   * Reads up to an end mark or the end of the region; a missing end mark is tolerated, a value cut
   * short is not.
   */
  void read(byte[] bytes, int from, int to) throws WireException {
    int at = from;
    while (at < to && (bytes[at] & 0xFF) != OptionSet.END) {
      int code = bytes[at] & 0xFF;
      at = code == OptionSet.PAD ? at + 1 : readOne(code, bytes, at + 1, to);
    }
  }

  private int readOne(int code, byte[] bytes, int lengthAt, int to) throws WireException {
    if (lengthAt >= to) {
      throw new WireException(lengthAt, "option " + code + " ends before its length");
    }
    int length = bytes[lengthAt] & 0xFF;
    int end = lengthAt + 1 + length;
    if (end > to) {
      throw new WireException(
          lengthAt,
          "option "
              + code
              + " announces "
              + length
              + " bytes, "
              + (to - lengthAt - 1)
              + " are left");
    }
    pieces.append(code, Octets.of(bytes, lengthAt + 1, length));
    return end;
  }

  /** The options read so far. */
  OptionSet options() {
    return pieces.build();
  }
}
