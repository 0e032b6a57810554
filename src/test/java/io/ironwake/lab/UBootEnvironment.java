package io.ironwake.lab;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * What {@code setenv} and {@code saveenv} leave in the flash of QEMU's arm64 board, so that no test
 * has to type at a prompt: a CRC-32, then the variables U-Boot was built with, one of them changed.
 */
final class UBootEnvironment {
  private static final int SIZE = 0x40000;
  private static final long FLASH = 64L << 20;
  private static final String FIRST = "\0bootcmd=";

  private UBootEnvironment() {}

  /**
   * Writes the flash.
   *
   * @param folder to write it in
   * @param program U-Boot, which holds its default variables
   * @param variable one that has a default
   */
  static Path write(Path folder, Path program, String variable, String value) {
    Path file = folder.resolve("environment.img");
    try (RandomAccessFile flash = new RandomAccessFile(file.toFile(), "rw")) {
      flash.setLength(FLASH);
      flash.write(image(defaults(program), variable, value));
      return file;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** The variables end with an empty one. */
  private static String defaults(Path program) throws IOException {
    String bytes = new String(Files.readAllBytes(program), StandardCharsets.ISO_8859_1);
    int start = bytes.indexOf(FIRST) + 1;
    return bytes.substring(start, bytes.indexOf("\0\0", start) + 1);
  }

  private static byte[] image(String variables, String variable, String value) {
    String changed =
        variables.replaceFirst("(?<=\0)" + variable + "=[^\0]*", variable + "=" + value);
    if (changed.equals(variables)) {
      throw new IllegalStateException("this U-Boot has no variable " + variable);
    }
    byte[] data = new byte[SIZE - Integer.BYTES];
    byte[] text = changed.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(text, 0, data, 0, text.length);
    CRC32 sum = new CRC32();
    sum.update(data);
    return ByteBuffer.allocate(SIZE)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt((int) sum.getValue())
        .put(data)
        .array();
  }
}
