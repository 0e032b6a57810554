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
    if (!hex.matches("(?:[0-9a-f]{2}){1,255}")) {
      throw new IllegalArgumentException("a client identifier has 1 to 255 bytes");
    }
  }

  /**
   * Takes the option's bytes.
   *
   * @throws IllegalArgumentException unless there are 1 to 255
   */
  public static ClientId of(byte[] bytes) {
    return new ClientId(HexFormat.of().formatHex(bytes));
  }

  public byte[] toBytes() {
    return HexFormat.of().parseHex(hex);
  }
}
