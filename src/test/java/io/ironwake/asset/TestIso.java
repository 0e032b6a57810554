package io.ironwake.asset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A small ISO 9660 image with one folder, made by hand so that its numbers can lie. */
final class TestIso {
  static final int SECTOR = 2048;
  private static final int PRIMARY = 16;
  private static final int ROOT = 20;
  private static final int JOLIET_ROOT = 21;
  private static final int CONTENT = 24;

  private final List<byte[]> records = new ArrayList<>();
  private final List<byte[]> jolietRecords = new ArrayList<>();
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private boolean rockRidge;
  private boolean joliet;

  TestIso rockRidge() {
    rockRidge = true;
    return this;
  }

  TestIso joliet() {
    joliet = true;
    return this;
  }

  /** A file with its name of the standard and the one people gave it. */
  TestIso file(String plain, String given, byte[] bytes) {
    return file(plain, given, bytes, new byte[0]);
  }

  /** With further system use fields. */
  TestIso file(String plain, String given, byte[] bytes, byte[] fields) {
    int sector = CONTENT + content.size() / SECTOR;
    byte[] use = rockRidge ? concat(field("NM", 0, given), fields) : new byte[0];
    records.add(record(sector, bytes.length, 0, plain.getBytes(StandardCharsets.US_ASCII), use));
    jolietRecords.add(
        record(sector, bytes.length, 0, given.getBytes(StandardCharsets.UTF_16BE), new byte[0]));
    content.writeBytes(bytes);
    content.writeBytes(new byte[(SECTOR - bytes.length % SECTOR) % SECTOR]);
    return this;
  }

  /** A record as it stands. */
  TestIso raw(long sector, long length, int flags, String name) {
    records.add(
        record(sector, length, flags, name.getBytes(StandardCharsets.US_ASCII), new byte[0]));
    return this;
  }

  static byte[] field(String kind, int flags, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] field = new byte[5 + bytes.length];
    field[0] = (byte) kind.charAt(0);
    field[1] = (byte) kind.charAt(1);
    field[2] = (byte) field.length;
    field[3] = 1;
    field[4] = (byte) flags;
    System.arraycopy(bytes, 0, field, 5, bytes.length);
    return field;
  }

  static byte[] concat(byte[] first, byte[] second) {
    byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] record(long sector, long length, int flags, byte[] name, byte[] systemUse) {
    int pad = name.length % 2 == 0 ? 1 : 0;
    byte[] record = new byte[33 + name.length + pad + systemUse.length];
    ByteBuffer bytes = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(0, (byte) record.length);
    bytes.putInt(2, (int) sector);
    bytes.putInt(10, (int) length);
    bytes.put(25, (byte) flags);
    bytes.put(32, (byte) name.length);
    System.arraycopy(name, 0, record, 33, name.length);
    System.arraycopy(systemUse, 0, record, 33 + name.length + pad, systemUse.length);
    return record;
  }

  byte[] bytes() throws IOException {
    byte[] image = new byte[CONTENT * SECTOR + content.size()];
    byte[] sp = rockRidge ? new byte[] {'S', 'P', 7, 1, (byte) 0xbe, (byte) 0xef, 0} : new byte[0];
    byte[] self = record(ROOT, SECTOR, 2, new byte[] {0}, sp);
    descriptor(image, PRIMARY, 1, record(ROOT, SECTOR, 2, new byte[] {0}, new byte[0]));
    if (joliet) {
      descriptor(
          image, PRIMARY + 1, 2, record(JOLIET_ROOT, SECTOR, 2, new byte[] {0}, new byte[0]));
      image[(PRIMARY + 1) * SECTOR + 88] = '%';
      image[(PRIMARY + 1) * SECTOR + 89] = '/';
      image[(PRIMARY + 1) * SECTOR + 90] = 'E';
    }
    descriptor(image, PRIMARY + 2, 255, new byte[0]);
    folder(image, ROOT, self, records);
    folder(
        image,
        JOLIET_ROOT,
        record(JOLIET_ROOT, SECTOR, 2, new byte[] {0}, new byte[0]),
        jolietRecords);
    System.arraycopy(content.toByteArray(), 0, image, CONTENT * SECTOR, content.size());
    return image;
  }

  private void descriptor(byte[] image, int sector, int type, byte[] root) {
    image[sector * SECTOR] = (byte) type;
    System.arraycopy("CD001".getBytes(StandardCharsets.US_ASCII), 0, image, sector * SECTOR + 1, 5);
    System.arraycopy(root, 0, image, sector * SECTOR + 156, root.length);
    if (type == 1 && !joliet) {
      image[(sector + 1) * SECTOR] = (byte) 255;
    }
  }

  private static void folder(byte[] image, int sector, byte[] self, List<byte[]> records) {
    int at = sector * SECTOR;
    System.arraycopy(self, 0, image, at, self.length);
    at += self.length;
    byte[] parent = record(sector, SECTOR, 2, new byte[] {1}, new byte[0]);
    System.arraycopy(parent, 0, image, at, parent.length);
    at += parent.length;
    for (byte[] each : records) {
      System.arraycopy(each, 0, image, at, each.length);
      at += each.length;
    }
  }
}
