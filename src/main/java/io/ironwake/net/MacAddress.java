package io.ironwake.net;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A 48-bit IEEE 802 hardware address, held in the low 48 bits of {@code bits}.
 *
 * @param bits the address, 0 to 2^48-1
 */
@Pure
public record MacAddress(long bits) implements Comparable<MacAddress> {
  private static final long MAX = 0xFFFF_FFFF_FFFFL;
  private static final Pattern GROUPED = Pattern.compile("(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}");
  private static final Pattern DOTTED = Pattern.compile("(?:[0-9A-Fa-f]{4}\\.){2}[0-9A-Fa-f]{4}");
  private static final Pattern BARE = Pattern.compile("[0-9A-Fa-f]{12}");

  public MacAddress {
    if (bits < 0 || bits > MAX) {
      throw new IllegalArgumentException(
          "a MAC address has 48 bits, got 0x" + Long.toHexString(bits));
    }
  }

  /**
   * Reads {@code aa:bb:cc:dd:ee:ff}, {@code aa-bb-…}, {@code aabb.ccdd.eeff} or twelve bare digits,
   * in any case.
   *
   * @throws IllegalArgumentException naming the text and the accepted forms
   */
  public static MacAddress parse(String text) {
    if (!GROUPED.matcher(text).matches()
        && !DOTTED.matcher(text).matches()
        && !BARE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a MAC address; write it as 52:54:00:12:34:56 (dashes, Cisco dots or no separators also work)");
    }
    return new MacAddress(Long.parseLong(text.replaceAll("[:.-]", ""), 16));
  }

  /**
   * Takes six bytes in network order.
   *
   * @throws IllegalArgumentException unless there are exactly six
   */
  public static MacAddress of(byte[] bytes) {
    if (bytes.length != 6) {
      throw new IllegalArgumentException("a MAC address has 6 bytes, got " + bytes.length);
    }
    long bits = 0;
    for (byte each : bytes) {
      bits = bits << 8 | each & 0xFF;
    }
    return new MacAddress(bits);
  }

  /** Six bytes in network order. */
  public byte[] toBytes() {
    byte[] bytes = new byte[6];
    for (int i = 0; i < 6; i++) {
      bytes[i] = (byte) (bits >>> (40 - 8 * i));
    }
    return bytes;
  }

  /** True when the group bit is set (IEEE 802): such an address names no single machine. */
  public boolean isMulticast() {
    return (bits >>> 40 & 1) != 0;
  }

  /** True for the all-zero address, which firmware without a programmed MAC presents. */
  public boolean isZero() {
    return bits == 0;
  }

  /** The form used in URLs, {@code aa-bb-cc-dd-ee-ff}: many BMCs refuse a colon (quirk 34). */
  public String dashed() {
    return HexFormat.ofDelimiter("-").formatHex(toBytes());
  }

  @Override
  public int compareTo(MacAddress other) {
    return Long.compare(bits, other.bits);
  }

  /** Lower case with colons. */
  @Override
  public String toString() {
    return HexFormat.ofDelimiter(":").formatHex(toBytes());
  }
}
