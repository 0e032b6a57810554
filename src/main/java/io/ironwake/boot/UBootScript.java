package io.ironwake.boot;

import io.ironwake.net.Pure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A script image for U-Boot boards that try {@code dhcp} but not {@code pxe}: it sends them to their
 * pxelinux.cfg.
 *
 * <pre>
 * legacy image header, big endian, 64 bytes:
 *   0 magic  4 header CRC  8 time  12 data size  16 load  20 entry  24 data CRC  28 os arch type compression  32 name
 * data of a script:
 *   0 length of the text  4 zero  8 text
 * </pre>
 */
@Pure
final class UBootScript {
  private static final int MAGIC = 0x27051956;
  private static final int HEADER = 64;
  private static final int HEADER_CRC = 4;
  private static final byte[] LINUX_ARM_SCRIPT_PLAIN = {5, 2, 6, 0};

  private UBootScript() {}

  /** The image for a client whose files lie below this nonce. */
  static byte[] of(String nonce) {
    byte[] text =
        ("setenv bootfile " + nonce + "/" + BootName.U_BOOT_FILE + "\npxe get && pxe boot\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] data =
        ByteBuffer.allocate(8 + text.length).putInt(text.length).putInt(0).put(text).array();
    ByteBuffer image =
        ByteBuffer.allocate(HEADER + data.length)
            .putInt(MAGIC)
            .putInt(0)
            .putInt(0)
            .putInt(data.length)
            .putInt(0)
            .putInt(0)
            .putInt(crc(data, data.length))
            .put(LINUX_ARM_SCRIPT_PLAIN)
            .put("Ironwake".getBytes(StandardCharsets.US_ASCII))
            .position(HEADER)
            .put(data);
    return image.putInt(HEADER_CRC, crc(image.array(), HEADER)).array();
  }

  private static int crc(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
