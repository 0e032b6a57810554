package io.ironwake.wire.dhcp;

import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import java.io.ByteArrayOutputStream;

/** Writes code-length-value triples into one field, cutting values over 255 bytes (RFC 3396 §5). */
@Pure
final class TlvWriter {
  static final int MAX_PIECE = 255;
  private static final int HEADER = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final int capacity;

  TlvWriter(int capacity) {
    this.capacity = capacity;
  }

  /** How many bytes a value of that length takes, headers included. */
  static int sizeOf(Octets value) {
    int pieces = Math.max(1, (value.length() + MAX_PIECE - 1) / MAX_PIECE);
    return value.length() + HEADER * pieces;
  }

  boolean fits(Octets value) {
    return sizeOf(value) <= capacity - out.size();
  }

  void write(int code, Octets value) {
    int from = 0;
    do {
      from += writePiece(code, value, from, Math.min(MAX_PIECE, value.length() - from));
    } while (from < value.length());
  }

  /** Writes as much as there is room for, from {@code from} on, and says how much that was. */
  int writeWhatFits(int code, Octets value, int from) {
    int at = from;
    int room = capacity - out.size() - HEADER;
    while (room > 0 && at < value.length()) {
      at += writePiece(code, value, at, Math.min(Math.min(MAX_PIECE, room), value.length() - at));
      room = capacity - out.size() - HEADER;
    }
    return at - from;
  }

  private int writePiece(int code, Octets value, int from, int length) {
    out.write(code);
    out.write(length);
    out.writeBytes(value.slice(from, from + length).toBytes());
    return length;
  }

  /** What was written. */
  Octets octets() {
    return Octets.of(out.toByteArray());
  }

  /** What was written and the end mark, for which the caller left room beside the capacity. */
  Octets ended() {
    out.write(OptionSet.END);
    return octets();
  }
}
