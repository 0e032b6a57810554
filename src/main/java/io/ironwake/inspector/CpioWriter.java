package io.ironwake.inspector;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Writes a cpio archive as the kernel unpacks it: format newc (Linux {@code
 * Documentation/driver-api/early-userspace/buffer-format.rst}), everything owned by root and
 * without times, so that the same input gives the same archive.
 */
final class CpioWriter implements Closeable {
  private static final int FOLDER = 0040755;
  private static final int FILE = 0100000;
  private static final int LINK = 0120777;

  private final OutputStream out;
  private final Set<String> folders = new HashSet<>();
  private int entries;

  CpioWriter(OutputStream out) {
    this.out = out;
  }

  /** A folder and those above it. */
  void folder(String path) throws IOException {
    if (!path.isEmpty() && folders.add(path)) {
      folder(parent(path));
      entry(path, FOLDER, new byte[0]);
    }
  }

  /**
   * A file, with the folders above it.
   *
   * @param mode its permissions, such as 0755
   */
  void file(String path, int mode, byte[] content) throws IOException {
    folder(parent(path));
    entry(path, FILE | mode, content);
  }

  /** A symbolic link, with the folders above it. */
  void link(String path, String target) throws IOException {
    folder(parent(path));
    entry(path, LINK, target.getBytes(StandardCharsets.UTF_8));
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  private void entry(String path, int mode, byte[] content) throws IOException {
    byte[] name = (path + '\0').getBytes(StandardCharsets.UTF_8);
    StringBuilder header = new StringBuilder("070701");
    int[] fields = {++entries, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length, 0};
    for (int field : fields) {
      header.append(String.format("%08x", field));
    }
    out.write(header.toString().getBytes(StandardCharsets.US_ASCII));
    out.write(name);
    pad(header.length() + name.length);
    out.write(content);
    pad(content.length);
  }

  private void pad(int length) throws IOException {
    out.write(new byte[-length & 3]);
  }

  @Override
  public void close() throws IOException {
    entry("TRAILER!!!", 0, new byte[0]);
    out.close();
  }
}
