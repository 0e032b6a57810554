package io.ironwake.asset;

import io.ironwake.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * What operators send for import, in pieces, so that a broken connection costs one piece. Nothing
 * in here is served. Files may be put into the folder by other ways too.
 */
@ApplicationScoped
class Uploads {
  private static final String FOLDER = ".uploads";
  private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9._+~@-]{0,199}";

  private final Path root;
  private final MirrorConfig config;

  Uploads(AssetStore store, MirrorConfig config) {
    this.root = store.root();
    this.config = config;
  }

  /**
   * Adds a piece to the end of a file.
   *
   * @param name a file, or a folder and a file in it
   * @param offset where the piece belongs: the size the file has
   * @return the size it has now
   * @throws Problem CONFLICT with the size the file has, when that is not {@code offset}
   */
  long add(String name, long offset, byte[] piece) {
    Path file = path(name, 2);
    try {
      Files.createDirectories(root.resolve(FOLDER).resolve(name).resolve("..").normalize());
      Mirror.budget(root, config).demand(piece.length);
      try (FileChannel out =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS)) {
        check(name, offset, out.size(), piece.length);
        out.write(ByteBuffer.wrap(piece), offset);
        return out.size();
      }
    } catch (MirrorException full) {
      throw Problem.conflict(String.valueOf(full.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("the upload cannot be written", e);
    }
  }

  private void check(String name, long offset, long size, int more) {
    if (offset != size) {
      throw Problem.of(
          Problem.Kind.CONFLICT,
          name + " has " + size + " bytes here; go on from there, or delete it first",
          Map.of("bytes", size));
    }
    if (size + more > config.largestFile().asLongValue()) {
      throw Problem.conflict(name + " grows beyond IRONWAKE_MIRROR_LARGEST_FILE");
    }
  }

  /** The file or folder of an upload; it need not exist. */
  Path find(String name) {
    return path(name, 1);
  }

  /** Throws an upload away. */
  void drop(String name) {
    try {
      Staging.delete(path(name, 1));
    } catch (IOException e) {
      throw new UncheckedIOException("the upload cannot be deleted", e);
    }
  }

  private Path path(String name, int deepest) {
    String[] parts = name.split("/", -1);
    boolean good = parts.length <= deepest;
    for (String part : parts) {
      good &= part.matches(NAME);
    }
    if (!good) {
      throw Problem.invalid(
          "'"
              + name.replaceAll("\\p{Cntrl}", "?")
              + "' cannot name an upload; use letters, digits and . _ + ~ @ -");
    }
    return root.resolve(FOLDER).resolve(name);
  }
}
