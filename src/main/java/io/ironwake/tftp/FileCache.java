package io.ironwake.tftp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Files under way, read once for all clients: the same version of a file is opened once, and its
 * bytes stay in memory in pieces, the least used going first when the limit is reached.
 */
final class FileCache {
  /** In bytes; large enough that reading it costs little for each block sent from it. */
  static final int PIECE = 64 << 10;

  /** A file that is written while it is opened is tried again; writers replace files in no time. */
  private static final int TRIES = 3;

  /** One version of a file, as far as the file system tells versions apart. */
  record Version(long size, FileTime modified, Optional<Object> key) {
    static Version of(Path file) throws IOException {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      return new Version(is.size(), is.lastModifiedTime(), Optional.ofNullable(is.fileKey()));
    }
  }

  /** Some bytes of a file; {@code used} is set by readers and taken back by the eviction's hand. */
  static final class Piece {
    final byte[] bytes;
    private final CachedFile file;
    private final int index;
    volatile boolean used = true;

    private Piece(CachedFile file, int index, byte[] bytes) {
      this.file = file;
      this.index = index;
      this.bytes = bytes;
    }
  }

  private final long limit;
  private final Map<Path, CachedFile> files = new HashMap<>();
  private final Queue<Piece> hand = new ArrayDeque<>();
  private long held;

  /**
   * An empty cache.
   *
   * @param limit of the bytes kept, at least one piece
   */
  FileCache(long limit) {
    if (limit < PIECE) {
      throw new IllegalArgumentException(
          "a cache of " + limit + " bytes holds nothing; give it at least " + PIECE);
    }
    this.limit = limit;
  }

  /**
   * The file as it is now, opened unless another transfer has it open; the caller closes it.
   *
   * @throws java.nio.file.NoSuchFileException if it is missing
   * @throws IOException if it cannot be opened, or changes all the time
   */
  synchronized Content open(Path path) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      Version version = Version.of(path);
      CachedFile file = files.get(path);
      if (file == null || !file.version().equals(version)) {
        Optional.ofNullable(file).ifPresent(this::forget);
        file = new CachedFile(this, path, version);
        files.put(path, file);
      }
      file.retain();
      if (Version.of(path).equals(version)) {
        return new Content.OfFile(file);
      }
      release(file);
    }
    throw new IOException("the file changes while it is opened");
  }

  synchronized void release(CachedFile file) throws IOException {
    file.release();
    boolean replaced = file.idle() && files.get(file.path()) != file;
    if (replaced || file.idleAndEmpty()) {
      forget(file);
    }
  }

  /** The bytes kept now. */
  synchronized long held() {
    return held;
  }

  /** Reads a piece and keeps it. */
  synchronized Piece load(CachedFile file, int index) throws IOException {
    Piece known = file.piece(index);
    if (known != null) {
      return known;
    }
    Piece piece = new Piece(file, index, file.read(index));
    makeRoom(piece.bytes.length);
    file.keep(index, piece);
    hand.add(piece);
    held += piece.bytes.length;
    return piece;
  }

  private void makeRoom(int bytes) {
    while (held + bytes > limit) {
      Piece oldest = hand.remove();
      if (oldest.used) {
        oldest.used = false;
        hand.add(oldest);
      } else {
        drop(oldest);
      }
    }
  }

  private void drop(Piece piece) {
    held -= piece.bytes.length;
    piece.file.lose(piece.index);
    if (piece.file.idleAndEmpty()) {
      files.remove(piece.file.path(), piece.file);
    }
  }

  /** Another version took its place; transfers that have it open still read it from the disk. */
  private void forget(CachedFile file) {
    files.remove(file.path(), file);
    hand.removeIf(
        piece -> {
          boolean gone = piece.file == file;
          if (gone) {
            drop(piece);
          }
          return gone;
        });
  }
}
