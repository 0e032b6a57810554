package io.ironwake.address;

import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/**
 * By what a reservation knows its client.
 *
 * @param kind what it is
 * @param hex its 1 to 255 bytes in lower-case hexadecimal: six of a MAC, sixteen of a uuid in the
 *     order it is written in
 */
@Pure
public record ReservationKey(Kind kind, String hex) {
  private static final String HEX_PREFIX = "0x";
  private static final int MAX_DIGITS = 510;

  /**
   * What identifies a client. The order is that in which reservations are looked for, and the
   * database's encoding.
   */
  public enum Kind {
    /** {@code chaddr}. */
    MAC,
    /** Option 61 (RFC 2132 §9.14). */
    CLIENT_ID,
    /** The machine's SMBIOS uuid, option 97 (RFC 4578 §2.3); sent by firmware only. */
    UUID,
    /** The relay's name for the port, option 82 sub-option 1 (RFC 3046 §3.1). */
    CIRCUIT_ID,
    /** The relay's name for the client's end, option 82 sub-option 2 (RFC 3046 §3.2). */
    REMOTE_ID;

    /** The word in REST and in the declared file. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public ReservationKey {
    if (hex.isEmpty() || hex.length() > MAX_DIGITS || hex.length() % 2 != 0 || !isLowerHex(hex)) {
      throw new IllegalArgumentException("a " + kind.word() + " has 1 to 255 bytes");
    }
  }

  // Doors make keys for every packet, and a pattern would cost more than all else of it.
  private static boolean isLowerHex(String text) {
    return text.chars().allMatch(each -> each >= '0' && each <= '9' || each >= 'a' && each <= 'f');
  }

  public static ReservationKey of(MacAddress mac) {
    return of(Kind.MAC, mac.toBytes());
  }

  public static ReservationKey of(UUID uuid) {
    HexFormat digits = HexFormat.of();
    return new ReservationKey(
        Kind.UUID,
        digits.toHexDigits(uuid.getMostSignificantBits())
            + digits.toHexDigits(uuid.getLeastSignificantBits()));
  }

  /**
   * Takes the bytes as they were sent.
   *
   * @throws IllegalArgumentException unless there are 1 to 255
   */
  public static ReservationKey of(Kind kind, byte[] bytes) {
    return new ReservationKey(kind, HexFormat.of().formatHex(bytes));
  }

  /**
   * Reads what an operator wrote: a MAC or uuid in its usual form, a client identifier in
   * hexadecimal, relay identifiers as text or as {@code 0x} and hexadecimal.
   *
   * @throws IllegalArgumentException naming the fix
   */
  public static ReservationKey parse(Kind kind, String text) {
    return switch (kind) {
      case MAC -> of(MacAddress.parse(text));
      case UUID -> of(uuid(text));
      case CLIENT_ID -> new ReservationKey(kind, digits(kind, text));
      case CIRCUIT_ID, REMOTE_ID ->
          text.startsWith(HEX_PREFIX)
              ? new ReservationKey(kind, digits(kind, text))
              : of(kind, text.getBytes(StandardCharsets.UTF_8));
    };
  }

  private static UUID uuid(String text) {
    if (!text.matches("[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a uuid; write it as the firmware shows it, such as"
              + " 4c4c4544-0042-3510-8052-b4c04f4e3432");
    }
    return UUID.fromString(text);
  }

  private static String digits(Kind kind, String text) {
    String digits =
        (text.startsWith(HEX_PREFIX) ? text.substring(HEX_PREFIX.length()) : text)
            .toLowerCase(Locale.ROOT)
            .replace(":", "");
    if (!digits.matches("(?:[0-9a-f]{2})+")) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no "
              + kind.word()
              + "; write its bytes in hexadecimal, such as 0x01525400123456");
    }
    return digits;
  }

  byte[] toBytes() {
    return HexFormat.of().parseHex(hex);
  }

  /** The value in the form {@link #parse} reads. */
  public String text() {
    return switch (kind) {
      case MAC -> MacAddress.of(toBytes()).toString();
      case UUID -> hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
      case CLIENT_ID -> HEX_PREFIX + hex;
      case CIRCUIT_ID, REMOTE_ID -> {
        String text = new String(toBytes(), StandardCharsets.US_ASCII);
        yield text.matches("[!-~]([ -~]*[!-~])?") && !text.startsWith(HEX_PREFIX)
            ? text
            : HEX_PREFIX + hex;
      }
    };
  }

  /** Such as {@code 52:54:00:12:34:56} or {@code circuit-id eth0/7}. */
  @Override
  public String toString() {
    return kind == Kind.MAC ? text() : kind.word() + " " + text();
  }
}
