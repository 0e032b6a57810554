package io.ironwake.quirk;

import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import java.util.Locale;

/**
 * The first octets of MAC addresses: three are a maker's OUI, six are one interface.
 *
 * @param bits the octets as a number
 * @param octets 1 to 6
 */
@Pure
record MacPrefix(long bits, int octets) {
  private static final int MAC_OCTETS = 6;

  /**
   * Reads {@code b8:27:eb} or {@code b8-27-eb}.
   *
   * @throws IllegalArgumentException naming the accepted form
   */
  static MacPrefix parse(String text) {
    if (!text.toLowerCase(Locale.ROOT).matches("[0-9a-f]{2}([:-][0-9a-f]{2}){0,5}")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not the start of a MAC address; write 1 to 6 octets as b8:27:eb");
    }
    String digits = text.replaceAll("[:-]", "");
    return new MacPrefix(Long.parseLong(digits, 16), digits.length() / 2);
  }

  boolean matches(MacAddress mac) {
    return mac.bits() >>> 8 * (MAC_OCTETS - octets) == bits;
  }
}
