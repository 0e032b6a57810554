package io.ironwake.net;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The SMBIOS system uuid in its text form. DHCP option 97 carries it with the first three fields
 * little-endian (SMBIOS 3 §7.2.1); firmware exists that does not swap them, so {@link #same} takes
 * both for one machine.
 */
@Pure
public final class SmbiosUuid {
  /** Values that boards ship instead of one of their own. */
  private static final Set<UUID> PLACEHOLDERS =
      Set.of(
          new UUID(0, 0),
          new UUID(-1, -1),
          UUID.fromString("03000200-0400-0500-0006-000700080009"),
          UUID.fromString("00020003-0004-0005-0006-000700080009"),
          UUID.fromString("12345678-1234-5678-90ab-cddeefaabbcc"),
          UUID.fromString("12345678-1234-1234-1234-123456789012"),
          UUID.fromString("fefefefe-fefe-fefe-fefe-fefefefefefe"),
          UUID.fromString("00000000-0000-0000-0000-000000000001"));

  private SmbiosUuid() {}

  /** The uuid as firmware or iPXE spells it; empty for a placeholder or any other text. */
  public static Optional<UUID> parse(String text) {
    try {
      return real(UUID.fromString(text.strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The uuid unless it is a placeholder, in either byte order. */
  public static Optional<UUID> real(UUID uuid) {
    return PLACEHOLDERS.contains(uuid) || PLACEHOLDERS.contains(swapped(uuid))
        ? Optional.empty()
        : Optional.of(uuid);
  }

  /** The uuid with the bytes of its first three fields reversed. */
  public static UUID swapped(UUID uuid) {
    long high = uuid.getMostSignificantBits();
    long first = Integer.reverseBytes((int) (high >>> 32)) & 0xFFFF_FFFFL;
    long second = Short.reverseBytes((short) (high >>> 16)) & 0xFFFFL;
    long third = Short.reverseBytes((short) high) & 0xFFFFL;
    return new UUID(first << 32 | second << 16 | third, uuid.getLeastSignificantBits());
  }

  /** True when both name one machine, byte order aside. */
  public static boolean same(UUID one, UUID other) {
    return one.equals(other) || swapped(one).equals(other);
  }
}
