package io.ironwake.address;

import io.ironwake.net.IpRange;
import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;

/**
 * A range of addresses a subnet gives to clients without a reservation (Kea's {@code pool}).
 *
 * @param range both ends included
 * @param options sent to clients with an address of this pool
 */
@Pure
public record Pool(IpRange range, DeclaredOptions options) {
  /**
   * Reads {@code 192.168.1.100-192.168.1.200}.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static Pool parse(String text) {
    return new Pool(IpRange.parse(text), DeclaredOptions.NONE);
  }

  public boolean contains(Ipv4 address) {
    return range.contains(address);
  }

  @Override
  public String toString() {
    return range.toString();
  }
}
