package io.ironwake.boot;

import io.ironwake.net.Pure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * What U-Boot's own network boot target asks for before anything else: a script in U-Boot's legacy
 * image format (include/image.h of its sources). Its commands are those of the target {@code pxe},
 * which builds without that target lack.
 */
@Pure
final class UBootScript {
  private static final int HEADER = 64;
  private static final int MAGIC = 0x2705_1956;
  private static final int HEADER_SUM = 4;
  private static final int NAME = 32;
  private static final byte LINUX = 5;
  private static final byte ARM64 = 22;
  private static final byte SCRIPT = 6;
  private static final byte UNCOMPRESSED = 0;

  private UBootScript() {}

  /**
   * The script for the holder of a nonce: it reads the {@code pxelinux.cfg} below it.
   *
   * @param nonce of letters, digits, {@code -} and {@code _}
   */
  static byte[] of(String nonce) {
    return image(
        "setenv bootfile "
            + nonce
            + "/"
            + BootName.U_BOOT_FILE
            + "\nif pxe get; then pxe boot; fi\n");
  }

  /** A script image is a list of files with one entry: its length, a zero, the text. */
  private static byte[] image(String text) {
    byte[] script = text.getBytes(StandardCharsets.US_ASCII);
    byte[] data =
        ByteBuffer.allocate(2 * Integer.BYTES + script.length)
            .putInt(script.length)
            .putInt(0)
            .put(script)
            .array();
    ByteBuffer image = ByteBuffer.allocate(HEADER + data.length);
    image.putInt(MAGIC).putInt(0).putInt(0).putInt(data.length).putInt(0).putInt(0);
    image.putInt(sum(data)).put(LINUX).put(ARM64).put(SCRIPT).put(UNCOMPRESSED);
    image.put(NAME, "Ironwake".getBytes(StandardCharsets.US_ASCII));
    image.put(HEADER, data);
    byte[] bytes = image.array();
    image.putInt(HEADER_SUM, sum(Arrays.copyOf(bytes, HEADER)));
    return bytes;
  }

  private static int sum(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return (int) sum.getValue();
  }
}
