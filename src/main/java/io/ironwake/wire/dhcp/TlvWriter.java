package io.ironwake.wire.dhcp;

import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import java.util.Arrays;

/** Writes code-length-value triples into one field, cutting values over 255 bytes (RFC 3396 §5). */
@Pure
final class TlvWriter {
  static final int MAX_PIECE = 255;
  private static final int HEADER = 2;

  private static final byte[] NOTHING = {};
  private static final int FIRST_SIZE = 128;

  private final int capacity;
  private byte[] out = NOTHING;
  private int size;

  TlvWriter(int capacity) {
    this.capacity = capacity;
  }

  /** How many bytes a value of that length takes, headers included. */
  static int sizeOf(Octets value) {
    int pieces = Math.max(1, (value.length() + MAX_PIECE - 1) / MAX_PIECE);
    return value.length() + HEADER * pieces;
  }

  boolean fits(Octets value) {
    return sizeOf(value) <= capacity - size;
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
    int room = capacity - size - HEADER;
    while (room > 0 && at < value.length()) {
      at += writePiece(code, value, at, Math.min(Math.min(MAX_PIECE, room), value.length() - at));
      room = capacity - size - HEADER;
    }
    return at - from;
  }

  private int writePiece(int code, Octets value, int from, int length) {
    makeRoom(HEADER + length);
    out[size] = (byte) code;
    out[size + 1] = (byte) length;
    value.copyTo(out, size + HEADER, from, length);
    size += HEADER + length;
    return length;
  }

  private void makeRoom(int more) {
    if (size + more > out.length) {
      out = Arrays.copyOf(out, Math.max(FIRST_SIZE, (size + more) * 2));
    }
  }

  /** What was written. */
  Octets octets() {
    return Octets.of(out, 0, size);
  }

  /** What was written and the end mark, for which the caller left room beside the capacity. */
  Octets ended() {
    makeRoom(1);
    out[size++] = (byte) OptionSet.END;
    return octets();
  }
}
