package io.ironwake.asset;

import io.ironwake.net.Pure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One directory record (ECMA-119 §9.1).
 *
 * @param sector where its extent begins
 * @param length of the extent in bytes
 * @param flags 2 for a folder, 128 when the file goes on in the next record
 * @param plain false where the extent is not simply the content: interleaved
 * @param identifier the name as it stands there
 * @param systemUse what follows it: Rock Ridge's fields, if any
 */
@Pure
record IsoRecord(
    long sector, long length, int flags, boolean plain, byte[] identifier, byte[] systemUse) {
  private static final int FIXED = 33;

  /** The length of the record at a place; 0 for padding up to the next sector. */
  static int lengthAt(byte[] folder, int offset) {
    return folder[offset] & 0xff;
  }

  /**
   * Reads the record at a place.
   *
   * @throws IllegalArgumentException when it does not fit
   */
  static IsoRecord read(byte[] folder, int offset) {
    int length = lengthAt(folder, offset);
    int nameLength = offset + FIXED <= folder.length ? folder[offset + 32] & 0xff : 256;
    if (length < FIXED + nameLength || offset + length > folder.length) {
      throw new IllegalArgumentException("a directory record is damaged");
    }
    ByteBuffer bytes = ByteBuffer.wrap(folder).order(ByteOrder.LITTLE_ENDIAN);
    int nameEnd = offset + FIXED + nameLength;
    int useStart = Math.min(nameEnd + (nameLength % 2 == 0 ? 1 : 0), offset + length);
    return new IsoRecord(
        Integer.toUnsignedLong(bytes.getInt(offset + 2)) + (folder[offset + 1] & 0xff),
        Integer.toUnsignedLong(bytes.getInt(offset + 10)),
        folder[offset + 25] & 0xff,
        folder[offset + 26] == 0 && folder[offset + 27] == 0,
        Arrays.copyOfRange(folder, offset + FIXED, nameEnd),
        Arrays.copyOfRange(folder, useStart, offset + length));
  }

  boolean isFolder() {
    return (flags & 2) != 0;
  }

  boolean goesOn() {
    return (flags & 128) != 0;
  }

  /** The folder itself, or the one above it. */
  boolean isDots() {
    return identifier.length == 1 && (identifier[0] == 0 || identifier[0] == 1);
  }

  /** The name without its version, in lower case where the image has no other. */
  String name(boolean joliet) {
    Charset charset = joliet ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII;
    String text = new String(identifier, charset).replaceFirst(";\\d+$", "");
    return joliet ? text : text.replaceFirst("\\.$", "").toLowerCase(Locale.ROOT);
  }
}
