package io.ironwake.asset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files' SHA-256 digests: each version of a file (path, size, change time, inode) is read once,
 * however many ask for it at the same time. A rack that boots asks a thousand times at once.
 */
final class KnownDigests {
  private final Reading reading;
  private final Map<Path, Digested> known = new ConcurrentHashMap<>();
  private final Map<Path, Object> readers = new ConcurrentHashMap<>();

  /** Makes the digest of a file, as lower-case hex. */
  interface Reading {
    String digest(Path path) throws IOException;
  }

  /** A file's digest and what told that version of it from others. */
  record Digested(long size, Object changed, Object inode, String sha256) {
    boolean isOf(Digested other) {
      return size == other.size && changed.equals(other.changed) && inode.equals(other.inode);
    }
  }

  KnownDigests(Reading reading) {
    this.reading = reading;
  }

  /** Reads the whole file the first time: not for an event loop. */
  Digested of(Path path) throws IOException {
    Optional<Digested> before = known(path, seen(path));
    return before.isPresent() ? before.get() : inTurn(path);
  }

  private Optional<Digested> known(Path path, Digested now) {
    return Optional.ofNullable(known.get(path)).filter(now::isOf);
  }

  private Digested inTurn(Path path) throws IOException {
    synchronized (readers.computeIfAbsent(path, each -> new Object())) {
      Digested now = seen(path);
      Optional<Digested> meanwhile = known(path, now);
      if (meanwhile.isPresent()) {
        return meanwhile.get();
      }
      Digested fresh = new Digested(now.size, now.changed, now.inode, reading.digest(path));
      known.put(path, fresh);
      return fresh;
    }
  }

  private static Digested seen(Path path) throws IOException {
    BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
    return new Digested(now.size(), changed(path), String.valueOf(now.fileKey()), "");
  }

  /**
   * The time of the last change, which unlike the modification time nobody can set back, where the
   * system keeps one.
   */
  private static Object changed(Path path) throws IOException {
    boolean unix = path.getFileSystem().supportedFileAttributeViews().contains("unix");
    return Files.getAttribute(path, unix ? "unix:ctime" : "lastModifiedTime");
  }

  static String sha256(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 20];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
