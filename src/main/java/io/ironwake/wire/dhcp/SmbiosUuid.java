package io.ironwake.wire.dhcp;

import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import io.ironwake.wire.WireException;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * The machine's UUID in option 97 (RFC 4578 §2.3): a type byte 0 and 16 bytes as SMBIOS stores
 * them, the first three fields little-endian (SMBIOS specification §7.2.1). Read and written here
 * in the byte order of the text form that dmidecode shows.
 */
@Pure
final class SmbiosUuid {
  static final OptionType<UUID> TYPE =
      OptionType.fixed("smbios uuid", 17, SmbiosUuid::read, SmbiosUuid::write);

  private SmbiosUuid() {}

  private static UUID read(Octets value) throws WireException {
    if (value.u8(0) != 0) {
      throw new WireException(0, "the type is 0, got " + value.u8(0));
    }
    ByteBuffer stored = ByteBuffer.wrap(value.toBytes());
    return new UUID(swapped(stored.getLong(1)), stored.getLong(9));
  }

  private static Octets write(UUID uuid) {
    ByteBuffer stored = ByteBuffer.allocate(17);
    stored.putLong(1, swapped(uuid.getMostSignificantBits()));
    stored.putLong(9, uuid.getLeastSignificantBits());
    return Octets.of(stored.array());
  }

  /** Reverses the bytes of the fields of 4, 2 and 2 bytes; its own inverse. */
  private static long swapped(long fields) {
    long first = Integer.toUnsignedLong(Integer.reverseBytes((int) (fields >>> 32)));
    long second = Short.toUnsignedLong(Short.reverseBytes((short) (fields >>> 16)));
    long third = Short.toUnsignedLong(Short.reverseBytes((short) fields));
    return first << 32 | second << 16 | third;
  }
}
