package io.ironwake.image;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A file with some of its bytes replaced by others in the same number: what of a range comes from
 * where.
 *
 * @param patches apart from each other, in order
 */
@Pure
public record Splice(List<Patch> patches) {
  /** Bytes that stand in for the file's from a position on. */
  @Pure
  public record Patch(long position, byte[] bytes) {
    public Patch {
      bytes = bytes.clone();
    }

    long end() {
      return position + bytes.length;
    }

    @Override
    public String toString() {
      return "Patch[" + bytes.length + " bytes at " + position + "]";
    }
  }

  /** A part of a range. */
  public sealed interface Piece {
    /** As the file has it. */
    @Pure
    record FromFile(long position, long length) implements Piece {}

    /** Bytes of ours. */
    @Pure
    record Bytes(byte[] bytes) implements Piece {}
  }

  public Splice {
    patches = patches.stream().sorted(Comparator.comparingLong(Patch::position)).toList();
    for (int i = 1; i < patches.size(); i++) {
      if (patches.get(i).position < patches.get(i - 1).end()) {
        throw new IllegalArgumentException("two patches lie over each other");
      }
    }
  }

  /** The pieces of {@code length} bytes from {@code first} on, in order. */
  public List<Piece> range(long first, long length) {
    List<Piece> pieces = new ArrayList<>();
    long at = first;
    long end = first + length;
    for (Patch each : patches) {
      long from = Math.max(at, each.position);
      long to = Math.min(end, each.end());
      if (from < to) {
        file(pieces, at, from);
        byte[] part = new byte[(int) (to - from)];
        System.arraycopy(each.bytes, (int) (from - each.position), part, 0, part.length);
        pieces.add(new Piece.Bytes(part));
        at = to;
      }
    }
    file(pieces, at, end);
    return pieces;
  }

  private static void file(List<Piece> pieces, long from, long to) {
    if (from < to) {
      pieces.add(new Piece.FromFile(from, to - from));
    }
  }
}
