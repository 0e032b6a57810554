package io.ironwake.asset;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder where a release is put together, on the same disk as the releases and under a name
 * that no release can have; {@link #publish} renames it. One process at a time works in it.
 */
final class Staging implements AutoCloseable {
  /** Below the asset root; a release's folder never starts with a dot. */
  static final String FOLDER = ".staging";

  private static final String REMOVED = ".removed";

  private final Path root;
  private final Release release;
  private final Path folder;
  private final FileChannel channel;

  private Staging(Path root, Release release, Path folder, FileChannel channel) {
    this.root = root;
    this.release = release;
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Opens a release's staging folder, with what an earlier try left in it.
   *
   * @throws MirrorException while another process has it, or when the release is here already
   */
  static Staging open(Path root, Release release) throws IOException {
    if (Files.exists(root.resolve(release.folder()))) {
      throw new MirrorException(
          release.folder()
              + " is here already; to get it anew: ironwake assets remove "
              + release.folder());
    }
    String flat = release.folder().replace('/', '@');
    Path folder = Files.createDirectories(root.resolve(FOLDER).resolve(flat));
    Path lockFile = root.resolve(FOLDER).resolve(flat + ".lock");
    FileChannel channel =
        FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (isTaken(channel)) {
      channel.close();
      throw new MirrorException(release.folder() + " is being fetched already; wait for it");
    }
    return new Staging(root, release, folder, channel);
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock == null;
    } catch (OverlappingFileLockException inThisProcess) {
      return true;
    }
  }

  Path folder() {
    return folder;
  }

  /** Throws files away that must be fetched again. */
  void discard(List<String> names) throws IOException {
    for (String name : names) {
      Files.deleteIfExists(folder.resolve(name));
    }
  }

  /** Throws away all that an earlier try left. */
  void empty() throws IOException {
    dropOthers(List.of());
  }

  /** Makes the release visible, whole and at once. */
  void publish(List<CheckedFile> files, Provenance provenance) throws IOException {
    dropOthers(files);
    String sums =
        files.stream()
            .map(file -> file.sha256() + "  " + file.name() + "\n")
            .collect(Collectors.joining());
    Files.writeString(folder.resolve("SHA256SUMS"), sums);
    provenance.write(folder);
    force(folder.resolve("SHA256SUMS"));
    force(folder);
    Path parent = Files.createDirectories(root.resolve(release.os()).resolve(release.version()));
    Path target = parent.resolve(release.arch());
    try {
      Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.exists(target)) {
        throw e;
      }
      throw new MirrorException(
          target + " appeared meanwhile and is kept; remove it to get it anew");
    }
    force(parent);
  }

  /** Nothing unverified comes along. */
  private void dropOthers(List<CheckedFile> files) throws IOException {
    List<String> names = files.stream().map(CheckedFile::name).toList();
    try (var all = Files.list(folder)) {
      for (Path each :
          all.filter(file -> !names.contains(String.valueOf(file.getFileName()))).toList()) {
        delete(each);
      }
    }
  }

  private static void force(Path path) throws IOException {
    try (FileChannel open = FileChannel.open(path, StandardOpenOption.READ)) {
      open.force(true);
    } catch (FileSystemException notEverySystemOpensFolders) {
      return;
    }
  }

  /**
   * Takes a release out of sight, at once and whole.
   *
   * @return where it is now
   */
  static Path hide(Path root, Release release) throws IOException {
    Path hidden =
        Files.createDirectories(root.resolve(FOLDER))
            .resolve(release.folder().replace('/', '@') + REMOVED);
    delete(hidden);
    return Files.move(root.resolve(release.folder()), hidden, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Undoes {@link #hide}. */
  static void bringBack(Path root, Release release, Path hidden) throws IOException {
    Files.move(hidden, root.resolve(release.folder()), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Deletes what was hidden and not yet deleted when the process died. */
  static void tidy(Path root) throws IOException {
    Path staging = root.resolve(FOLDER);
    if (Files.isDirectory(staging)) {
      try (Stream<Path> all = Files.list(staging)) {
        for (Path each : all.filter(path -> path.toString().endsWith(REMOVED)).toList()) {
          delete(each);
        }
      }
    }
  }

  /**
   * Unfinished tries that nobody has touched since a moment and nobody works at.
   *
   * @return their folders
   */
  static List<Path> abandoned(Path root, Instant since) throws IOException {
    Path staging = root.resolve(FOLDER);
    if (!Files.isDirectory(staging)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.list(staging)) {
      for (Path each : all.filter(Files::isDirectory).sorted().toList()) {
        if (Files.getLastModifiedTime(each).toInstant().isBefore(since) && !isBusy(each)) {
          found.add(each);
        }
      }
    }
    return found;
  }

  private static boolean isBusy(Path folder) throws IOException {
    Path lockFile = folder.resolveSibling(folder.getFileName() + ".lock");
    if (!Files.exists(lockFile)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
      return isTaken(channel);
    }
  }

  /** Throws away what an unfinished try left. */
  static void forget(Path root, Release release) throws IOException {
    delete(root.resolve(FOLDER).resolve(release.folder().replace('/', '@')));
  }

  /** Deletes a file or a folder with all in it; follows no link. */
  static void delete(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path gone, IOException failure)
              throws IOException {
            Files.delete(gone);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
