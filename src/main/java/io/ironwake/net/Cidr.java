package io.ironwake.net;

/**
 * An IPv4 network in CIDR notation (RFC 4632).
 *
 * @param network the network address; host bits are zero
 * @param prefix the prefix length, 0 to 32
 */
@Pure
public record Cidr(Ipv4 network, int prefix) {
  public Cidr {
    if (prefix < 0 || prefix > 32) {
      throw new IllegalArgumentException("a prefix length is 0 to 32, got " + prefix);
    }
    if ((network.bits() & ~maskBits(prefix)) != 0) {
      throw new IllegalArgumentException(
          network
              + "/"
              + prefix
              + " has host bits set; the network is "
              + new Ipv4(network.bits() & maskBits(prefix))
              + "/"
              + prefix);
    }
  }

  /**
   * Reads {@code 192.168.1.0/24}.
   *
   * @throws IllegalArgumentException for any other text, a prefix above 32, or host bits that are
   *     set
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,2}")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a network; write it as 192.168.1.0/24");
    }
    return new Cidr(
        Ipv4.parse(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
  }

  /** The network that holds {@code address} with this prefix length. */
  public static Cidr around(Ipv4 address, int prefix) {
    return new Cidr(new Ipv4(address.bits() & maskBits(prefix)), prefix);
  }

  private static int maskBits(int prefix) {
    return prefix == 0 ? 0 : -1 << (32 - prefix);
  }

  /** True when the address lies in this network, its network and broadcast addresses included. */
  public boolean contains(Ipv4 address) {
    return (address.bits() & maskBits(prefix)) == network.bits();
  }

  /** True when the two networks share an address. */
  public boolean overlaps(Cidr other) {
    return contains(other.network) || other.contains(network);
  }

  /** The subnet mask, for DHCP option 1. */
  public Ipv4 mask() {
    return new Ipv4(maskBits(prefix));
  }

  /** The directed broadcast address; equal to the only address of a /32. */
  public Ipv4 broadcast() {
    return new Ipv4(network.bits() | ~maskBits(prefix));
  }

  /**
   * True when a host may own the address: inside, and not the network or broadcast address (RFC
   * 3021 excepts /31).
   */
  public boolean isUsable(Ipv4 address) {
    return contains(address)
        && (prefix >= 31 || !address.equals(network) && !address.equals(broadcast()));
  }

  @Override
  public String toString() {
    return network + "/" + prefix;
  }
}
