package io.ironwake.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Files and folders that only the service's own user can read (0600, 0700), from the moment they
 * exist.
 */
public final class PrivateFiles {
  private PrivateFiles() {}

  /** Makes the folder when it is missing, parents included. */
  public static Path folder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, permissions("rwx------"));
    }
    return folder;
  }

  /**
   * The text of a file, without surrounding blanks; when the file is missing it is made with {@code
   * fresh}.
   */
  public static String readOrCreate(Path file, Supplier<String> fresh) throws IOException {
    if (!Files.exists(file)) {
      createOnce(file, fresh.get());
    }
    return Files.readString(file).strip();
  }

  /**
   * Writes a file whole or not at all, and never over an existing one: the first of two writers
   * wins.
   */
  private static void createOnce(Path file, String text) throws IOException {
    Path staging =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            file.getFileName().toString(),
            ".new",
            permissions("rw-------"));
    try {
      Files.writeString(staging, text + System.lineSeparator(), StandardOpenOption.SYNC);
      Files.createLink(file, staging);
    } catch (FileAlreadyExistsException e) {
      return;
    } finally {
      Files.delete(staging);
    }
  }

  /** Writes a file anew with its permissions set from the start. */
  public static void write(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(file, permissions("rw-------"));
    Files.writeString(file, text);
  }

  /** Deletes a file, or a folder with everything in it; links are deleted, not followed. */
  static void deleteTree(Path root) throws IOException {
    if (Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(root)) {
        for (Path child : children) {
          deleteTree(child);
        }
      }
    }
    Files.deleteIfExists(root);
  }

  private static FileAttribute<?>[] permissions(String mode) {
    Set<String> views = FileSystems.getDefault().supportedFileAttributeViews();
    return views.contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }
}
