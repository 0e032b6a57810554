package io.ironwake.image;

import io.ironwake.net.Pure;
import java.nio.charset.StandardCharsets;

/**
 * A cpio archive as the kernel unpacks behind its initramfs: format newc (Linux {@code
 * Documentation/driver-api/early-userspace/buffer-format.rst}). It is text: a header is hexadecimal
 * digits, and the content is.
 */
@Pure
public final class Cpio {
  private static final int FOLDER = 0040755;
  private static final int FILE = 0100000;
  private static final int BLOCK = 512;

  private final StringBuilder archive = new StringBuilder();
  private long length;
  private int entries;

  private Cpio() {}

  /**
   * One file with the folders above it, which the kernel does not make by itself.
   *
   * @param path relative, without {@code .} or {@code ..}
   * @param mode its permissions, such as 0600
   */
  public static String of(String path, int mode, String content) {
    Cpio cpio = new Cpio();
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      cpio.entry(path.substring(0, slash), FOLDER, 2, "");
    }
    cpio.entry(path, FILE | mode, 1, content);
    cpio.entry("TRAILER!!!", 0, 1, "");
    cpio.pad(BLOCK);
    return cpio.archive.toString();
  }

  private void entry(String name, int mode, int links, String content) {
    entries++;
    append("070701");
    int size = bytes(content);
    int[] fields = {entries, mode, 0, 0, links, 0, size, 0, 0, 0, 0, bytes(name) + 1, 0};
    for (int field : fields) {
      append(String.format("%08X", field));
    }
    append(name + "\0");
    pad(4);
    append(content);
    pad(4);
  }

  private void append(String text) {
    archive.append(text);
    length += bytes(text);
  }

  private void pad(int to) {
    append("\0".repeat((int) ((to - length % to) % to)));
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
