package io.ironwake.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * An EFI signature list with one certificate, as firmware keeps what it trusts (UEFI 2.10, section
 * 32.4.1), and as OVMF takes it from QEMU's {@code etc/edk2/https/cacerts}.
 */
final class SignatureList {
  /** Where a laboratory keeps it, in its folder. */
  static final String FILE = "authority.esl";

  private static final UUID X509 = UUID.fromString("a5c059a1-94e4-4aa7-87b5-ab155c2bf072");
  private static final UUID OWNER = UUID.fromString("51f1e0a4-94a0-4f0c-9d3a-9a5d7e1a7c11");
  private static final int GUID = 16;
  private static final int HEADER = GUID + 3 * Integer.BYTES;

  private SignatureList() {}

  /**
   * Writes it.
   *
   * @param certificate in DER
   */
  static void write(Path folder, byte[] certificate) {
    int entry = GUID + certificate.length;
    ByteBuffer list = ByteBuffer.allocate(HEADER + entry).order(ByteOrder.LITTLE_ENDIAN);
    put(list, X509);
    list.putInt(HEADER + entry).putInt(0).putInt(entry);
    put(list, OWNER);
    list.put(certificate);
    try {
      Files.write(folder.resolve(FILE), list.array());
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** The first three fields of a GUID are little-endian, the rest is as written. */
  private static void put(ByteBuffer list, UUID guid) {
    long high = guid.getMostSignificantBits();
    list.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
    list.order(ByteOrder.BIG_ENDIAN).putLong(guid.getLeastSignificantBits());
    list.order(ByteOrder.LITTLE_ENDIAN);
  }
}
