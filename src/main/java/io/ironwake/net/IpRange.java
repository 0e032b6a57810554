package io.ironwake.net;

/**
 * A run of IPv4 addresses, both ends included.
 *
 * @param first the lowest address
 * @param last the highest address, not below {@code first}
 */
@Pure
public record IpRange(Ipv4 first, Ipv4 last) {
  public IpRange {
    if (first.compareTo(last) > 0) {
      throw new IllegalArgumentException(
          "the range " + first + "-" + last + " is backwards; write the lower address first");
    }
  }

  /**
   * Reads {@code 192.168.1.100-192.168.1.200}, spaces allowed around the dash.
   *
   * @throws IllegalArgumentException for any other text or a backwards range
   */
  public static IpRange parse(String text) {
    String[] ends = text.split("-", -1);
    if (ends.length != 2) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an address range; write it as 192.168.1.100-192.168.1.200");
    }
    return new IpRange(Ipv4.parse(ends[0].strip()), Ipv4.parse(ends[1].strip()));
  }

  /** How many addresses it holds, 1 to 2^32. */
  public long size() {
    return last.unsigned() - first.unsigned() + 1;
  }

  public boolean contains(Ipv4 address) {
    return first.compareTo(address) <= 0 && address.compareTo(last) <= 0;
  }

  public boolean overlaps(IpRange other) {
    return first.compareTo(other.last) <= 0 && other.first.compareTo(last) <= 0;
  }

  @Override
  public String toString() {
    return first + "-" + last;
  }
}
