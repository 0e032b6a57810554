package io.ironwake.tftp;

import io.ironwake.tftp.FileCache.Piece;
import io.ironwake.tftp.FileCache.Version;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * One version of a file, open while a transfer needs it: replacing it on disk does not mix two
 * versions. The cache's lock guards everything but reading pieces that are in memory.
 */
final class CachedFile {
  private final FileCache cache;
  private final Path path;
  private final Version version;
  private final AtomicReferenceArray<@Nullable Piece> pieces;
  private Optional<FileChannel> channel = Optional.empty();
  private int transfers;
  private int kept;

  CachedFile(FileCache cache, Path path, Version version) {
    this.cache = cache;
    this.path = path;
    this.version = version;
    this.pieces = new AtomicReferenceArray<>(Math.toIntExact(version.size() / FileCache.PIECE + 1));
  }

  Path path() {
    return path;
  }

  Version version() {
    return version;
  }

  boolean idle() {
    return transfers == 0;
  }

  void retain() throws IOException {
    if (channel.isEmpty()) {
      channel = Optional.of(FileChannel.open(path, StandardOpenOption.READ));
    }
    transfers++;
  }

  void release() throws IOException {
    transfers--;
    if (idle() && channel.isPresent()) {
      FileChannel open = channel.get();
      channel = Optional.empty();
      open.close();
    }
  }

  void close() throws IOException {
    cache.release(this);
  }

  void copy(long offset, ByteBuffer into, int length) throws IOException {
    int done = 0;
    while (done < length) {
      long from = offset + done;
      Piece piece = wanted((int) (from / FileCache.PIECE));
      int start = (int) (from % FileCache.PIECE);
      int count = Math.min(length - done, piece.bytes.length - start);
      into.put(piece.bytes, start, count);
      done += count;
    }
  }

  private Piece wanted(int index) throws IOException {
    Piece known = pieces.get(index);
    if (known == null) {
      return cache.load(this, index);
    }
    if (!known.used) {
      known.used = true;
    }
    return known;
  }

  @Nullable Piece piece(int index) {
    return pieces.get(index);
  }

  void keep(int index, Piece piece) {
    pieces.set(index, piece);
    kept++;
  }

  void lose(int index) {
    pieces.set(index, null);
    kept--;
  }

  /** True if nothing would be lost by forgetting it. */
  boolean idleAndEmpty() {
    return idle() && kept == 0;
  }

  byte[] read(int index) throws IOException {
    long start = (long) index * FileCache.PIECE;
    byte[] bytes = new byte[(int) Math.min(FileCache.PIECE, version.size() - start)];
    FileChannel open =
        channel.orElseThrow(() -> new IOException("the file is read after its transfer ended"));
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      if (open.read(rest, start + rest.position()) < 0) {
        throw new EOFException("the file became shorter than " + version.size() + " bytes");
      }
    }
    return bytes;
  }
}
