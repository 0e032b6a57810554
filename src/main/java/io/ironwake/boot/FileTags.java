package io.ironwake.boot;

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
 * What a file on disk is by content: its SHA-256 is read once for each version of it (path, size,
 * change time, inode). A BMC that fetches one image in thousands of parts, or from two replicas,
 * sees one entity tag (quirk 35).
 */
final class FileTags {
  private static final int KEPT = 1024;
  private static final int BLOCK = 1 << 16;

  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  private record Known(BasicFileAttributes seen, FileSender.Sendable file) {
    boolean isStill(BasicFileAttributes now) {
      return seen.size() == now.size()
          && seen.lastModifiedTime().equals(now.lastModifiedTime())
          && Optional.ofNullable(seen.fileKey()).equals(Optional.ofNullable(now.fileKey()));
    }
  }

  /**
   * The file as it is now. Reads all of it the first time: not for an event loop.
   *
   * @throws IOException when it cannot be read
   */
  FileSender.Sendable of(FileAnswer.OnDisk disk) throws IOException {
    Path path = disk.file();
    BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
    if (disk.sha256().isPresent()) {
      return sendable(path, now, disk.sha256().get());
    }
    Known last = known.get(path);
    if (last != null && last.isStill(now)) {
      return last.file;
    }
    FileSender.Sendable file = sendable(path, now, digest(path));
    if (known.size() >= KEPT) {
      known.clear();
    }
    known.put(path, new Known(now, file));
    return file;
  }

  private static FileSender.Sendable sendable(Path path, BasicFileAttributes now, String sha256) {
    return new FileSender.Sendable(path, now.size(), sha256, now.lastModifiedTime().toInstant());
  }

  private static String digest(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] block = new byte[BLOCK];
      for (int read = in.read(block); read > 0; read = in.read(block)) {
        sha256.update(block, 0, read);
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
