package io.ironwake.wire.dhcp;

import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import java.util.Optional;

/**
 * The client hardware address with its kind, three fields of the header (RFC 2131 §2).
 *
 * @param type the ARP hardware type, 0 to 255; 1 is Ethernet
 * @param octets the address, 0 to 16 bytes
 */
@Pure
public record HardwareAddress(int type, Octets octets) {
  static final int MAX_LENGTH = 16;
  private static final int ETHERNET = 1;

  public HardwareAddress {
    if (type < 0 || type > 0xFF) {
      throw new IllegalArgumentException("a hardware type is 0 to 255, got " + type);
    }
    if (octets.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a hardware address has at most 16 bytes, got " + octets.length());
    }
  }

  /** An Ethernet address. */
  public static HardwareAddress of(MacAddress mac) {
    return new HardwareAddress(ETHERNET, Octets.of(mac.toBytes()));
  }

  /**
   * The six bytes that name the station, whatever its medium: IEEE 802 networks other than
   * Ethernet, and iPXE over InfiniBand, which sends an Ethernet-like address; empty for other
   * lengths.
   */
  public Optional<MacAddress> station() {
    return octets.length() == 6 ? Optional.of(MacAddress.of(octets.toBytes())) : Optional.empty();
  }

  /** The Ethernet address; empty for other media and other lengths. */
  public Optional<MacAddress> mac() {
    return station().filter(unused -> isEthernet());
  }

  /** True for Ethernet, the one medium for which an ARP entry can be made. */
  public boolean isEthernet() {
    return type == ETHERNET;
  }
}
