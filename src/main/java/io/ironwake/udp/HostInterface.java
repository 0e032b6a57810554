package io.ironwake.udp;

import io.ironwake.net.Cidr;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import java.util.List;
import java.util.Optional;

/**
 * A network interface of this host, as it was when listed.
 *
 * @param name the system's name, such as {@code eth1}
 * @param mac its hardware address; empty for loopback and tunnels
 * @param addresses its IPv4 addresses, the primary one first
 * @param mtu the largest IP packet in bytes
 * @param up whether it is administratively up
 * @param loopback whether it is the loopback interface
 */
public record HostInterface(
    String name,
    Optional<MacAddress> mac,
    List<HostAddress> addresses,
    int mtu,
    boolean up,
    boolean loopback) {
  public HostInterface {
    addresses = List.copyOf(addresses);
  }

  /**
   * One IPv4 address of an interface.
   *
   * @param address the address
   * @param prefix its prefix length, 0 to 32
   */
  public record HostAddress(Ipv4 address, int prefix) {
    /** The network the address lies in. */
    public Cidr network() {
      return Cidr.around(address, prefix);
    }
  }
}
