package io.ironwake.asset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the system use fields of a record say (IEEE P1281, P1282): the name a Unix system gave the
 * file, and whether it is something else than a file.
 *
 * @param name empty where the fields give none
 * @param special a link, a device, a relocated folder, or compressed content
 */
record RockRidge(Optional<String> name, boolean special) {
  private static final int MOST_AREAS = 16;

  /** Reads bytes of the image. */
  @FunctionalInterface
  interface Area {
    byte[] read(long position, int length) throws IOException;
  }

  /** True when the root folder's own record announces the fields (P1281 §5.3). */
  static boolean isAnnounced(byte[] systemUse) {
    return systemUse.length >= 7
        && systemUse[0] == 'S'
        && systemUse[1] == 'P'
        && (systemUse[4] & 0xff) == 0xbe
        && (systemUse[5] & 0xff) == 0xef;
  }

  /** Reads the fields of a record, and the areas they continue in. */
  static RockRidge read(byte[] systemUse, Area image) throws IOException {
    Fields fields = new Fields();
    byte[] area = systemUse;
    for (int areas = 0; area.length > 0 && areas < MOST_AREAS; areas++) {
      area = fields.add(area, image);
    }
    return new RockRidge(
        Optional.of(fields.name.toString(StandardCharsets.UTF_8)).filter(text -> !text.isEmpty()),
        fields.special);
  }

  /** What the fields read so far say. */
  private static final class Fields {
    private final ByteArrayOutputStream name = new ByteArrayOutputStream();
    private boolean special;

    /** Adds an area; the next one, or an empty one. */
    byte[] add(byte[] area, Area image) throws IOException {
      byte[] next = new byte[0];
      int at = 0;
      while (at + 4 <= area.length) {
        int length = area[at + 2] & 0xff;
        if (length < 4 || at + length > area.length) {
          break;
        }
        switch (new String(area, at, 2, StandardCharsets.US_ASCII)) {
          case "NM" -> name.write(area, at + 5, Math.max(0, length - 5));
          case "SL", "PN", "CL", "RE", "ZF", "SF" -> special = true;
          case "CE" -> next = continuation(area, at, length, image);
          default -> {}
        }
        at += length;
      }
      return next;
    }
  }

  private static byte[] continuation(byte[] area, int at, int length, Area image)
      throws IOException {
    if (length < 28) {
      return new byte[0];
    }
    ByteBuffer field = ByteBuffer.wrap(area).order(ByteOrder.LITTLE_ENDIAN);
    long position =
        Integer.toUnsignedLong(field.getInt(at + 4)) * Iso9660.SECTOR
            + Integer.toUnsignedLong(field.getInt(at + 12));
    int size = Math.clamp(Integer.toUnsignedLong(field.getInt(at + 20)), 0, Iso9660.SECTOR);
    return image.read(position, size);
  }
}
