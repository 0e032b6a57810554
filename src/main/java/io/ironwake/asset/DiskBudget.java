package io.ironwake.asset;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * How much the asset folder may hold. Asked before bytes are written, so that neither the budget
 * nor the disk is ever full: a full disk would stop the database beside it.
 *
 * @param root the asset folder
 * @param budget bytes all assets together may take; empty for no limit
 * @param reserve bytes that stay free on the disk
 */
record DiskBudget(Path root, OptionalLong budget, long reserve) {
  /**
   * Looks whether more bytes fit.
   *
   * @throws MirrorException when {@code more} bytes do not, naming the fix
   */
  void demand(long more) throws IOException {
    long free = Files.getFileStore(root).getUsableSpace();
    if (free - more < reserve) {
      throw refusal(
          "the disk has %d MB free, the file needs %d MB and %d MB stay free",
          "lower IRONWAKE_MIRROR_RESERVE", free, more, reserve);
    }
    long used = budget.isPresent() ? used() : 0;
    if (budget.isPresent() && used + more > budget.getAsLong()) {
      throw refusal(
          "assets take %d MB, the file needs %d MB more, of a budget of %d MB",
          "raise IRONWAKE_MIRROR_BUDGET", used, more, budget.getAsLong());
    }
  }

  private static MirrorException refusal(String facts, String other, long... bytes) {
    Object[] megabytes = LongStream.of(bytes).map(DiskBudget::megabytes).boxed().toArray();
    return new MirrorException(
        String.format(Locale.ROOT, facts, megabytes)
            + "; make room with 'ironwake assets gc' or 'remove', or "
            + other);
  }

  /** Bytes of all files below the root, those of unfinished transfers included. */
  long used() throws IOException {
    long[] sum = {0};
    if (!Files.isDirectory(root)) {
      return 0;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            sum[0] += attributes.isRegularFile() ? attributes.size() : 0;
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    return sum[0];
  }

  private static long megabytes(long bytes) {
    return Math.ceilDiv(bytes, 1_000_000L);
  }
}
