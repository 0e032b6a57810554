package io.ironwake.image;

import io.ironwake.net.Pure;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A tar archive in POSIX's ustar form (POSIX.1-1988 §10.1.1) with files of root. It is text where
 * its files are: a header is octal digits.
 */
@Pure
public final class Tar {
  private static final int BLOCK = 512;
  private static final int CHECKSUM = 148;
  private static final int LONGEST_NAME = 99;

  private final StringBuilder archive = new StringBuilder();
  private final Set<String> folders = new LinkedHashSet<>();

  /**
   * Adds a file, and the folders above it that are not there yet.
   *
   * @param path relative, at most 99 bytes
   * @param mode its permissions, such as 0600
   */
  public Tar file(String path, int mode, String content) {
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      String folder = path.substring(0, slash + 1);
      if (folders.add(folder)) {
        header(folder, 0755, 0, '5');
      }
    }
    int size = content.getBytes(StandardCharsets.UTF_8).length;
    header(path, mode, size, '0');
    archive.append(content).append("\0".repeat((BLOCK - size % BLOCK) % BLOCK));
    return this;
  }

  /** The archive with its two closing blocks. */
  public String build() {
    return archive + "\0".repeat(2 * BLOCK);
  }

  private void header(String name, int mode, int size, char type) {
    if (name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("a name in a tar archive has at most 99 characters");
    }
    String head =
        field(name, 100)
            + octal(mode, 8)
            + octal(0, 8)
            + octal(0, 8)
            + octal(size, 12)
            + octal(0, 12)
            + " ".repeat(8)
            + type
            + field("", 100)
            + "ustar\00000"
            + field("root", 32)
            + field("root", 32)
            + octal(0, 8)
            + octal(0, 8);
    int sum = head.chars().sum();
    archive
        .append(head, 0, CHECKSUM)
        .append(String.format("%06o\0 ", sum))
        .append(head.substring(CHECKSUM + 8))
        .append("\0".repeat(BLOCK - head.length()));
  }

  private static String field(String text, int width) {
    return text + "\0".repeat(width - text.length());
  }

  private static String octal(int number, int width) {
    return String.format("%0" + (width - 1) + "o", number) + "\0";
  }
}
