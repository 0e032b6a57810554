package io.ironwake.address;

import io.ironwake.net.Pure;
import java.util.HexFormat;

/**
 * A DHCP client identifier, option 61 (RFC 2132 §9.14), compared byte by byte.
 *
 * @param hex its 1 to 255 bytes in lower-case hexadecimal
 */
@Pure
public record ClientId(String hex) {
  public ClientId {
    if (hex.isEmpty() || hex.length() > 2 * 255 || hex.length() % 2 != 0 || !isHex(hex)) {
      throw new IllegalArgumentException("a client identifier has 1 to 255 bytes");
    }
  }

  // By hand: made for every packet, where a regular expression is the dearest step of all.
  private static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes the option's bytes.
   *
   * @throws IllegalArgumentException unless there are 1 to 255
   */
  public static ClientId of(byte[] bytes) {
    return new ClientId(HexFormat.of().formatHex(bytes));
  }

  /**
   * Spread wide: identifiers of one rack differ in their last digits only, for which a string's own
   * hash has few values.
   */
  @Override
  public int hashCode() {
    int hash = 0;
    for (int i = 0; i < hex.length(); i++) {
      hash = hash * 0x9E3779B1 + hex.charAt(i);
    }
    return hash;
  }

  public byte[] toBytes() {
    return HexFormat.of().parseHex(hex);
  }
}
