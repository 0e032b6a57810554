package io.ironwake.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv4 address.
 *
 * @param bits the address in network order; compare it unsigned
 */
@Pure
public record Ipv4(int bits) implements Comparable<Ipv4> {
  /** 0.0.0.0, "this host" (RFC 1122 §3.2.1.3). */
  public static final Ipv4 ANY = new Ipv4(0);

  /** 255.255.255.255, limited broadcast. */
  public static final Ipv4 BROADCAST = new Ipv4(-1);

  private static final Pattern DOTTED =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

  /**
   * Reads dotted decimal with four parts of 0 to 255.
   *
   * @throws IllegalArgumentException naming the text
   */
  public static Ipv4 parse(String text) {
    Matcher dotted = DOTTED.matcher(text);
    if (!dotted.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an IPv4 address; write it as 192.168.1.10");
    }
    int bits = 0;
    for (int i = 1; i <= 4; i++) {
      int part = Integer.parseInt(dotted.group(i));
      if (part > 255) {
        throw new IllegalArgumentException(
            "'" + text + "' is not an IPv4 address; " + part + " is above 255");
      }
      bits = bits << 8 | part;
    }
    return new Ipv4(bits);
  }

  /**
   * Takes four bytes in network order.
   *
   * @throws IllegalArgumentException unless there are exactly four
   */
  public static Ipv4 of(byte[] bytes) {
    if (bytes.length != 4) {
      throw new IllegalArgumentException("an IPv4 address has 4 bytes, got " + bytes.length);
    }
    return new Ipv4(
        (bytes[0] & 0xFF) << 24
            | (bytes[1] & 0xFF) << 16
            | (bytes[2] & 0xFF) << 8
            | bytes[3] & 0xFF);
  }

  /**
   * The value of an address the JDK holds; IPv6 gives {@link #ANY}, since no Ironwake door listens
   * on it yet.
   */
  public static Ipv4 of(InetAddress address) {
    return address instanceof Inet4Address ? of(address.getAddress()) : ANY;
  }

  /** Four bytes in network order. */
  public byte[] toBytes() {
    return new byte[] {
      (byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits
    };
  }

  /** The JDK's form; never a name look-up. */
  public InetAddress toInetAddress() {
    try {
      return InetAddress.getByAddress(toBytes());
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The address {@code n} further on, wrapping at 2^32. */
  public Ipv4 plus(long n) {
    return new Ipv4((int) (bits + n));
  }

  /** True for 0.0.0.0. */
  public boolean isAny() {
    return bits == 0;
  }

  /** The address as an unsigned number, 0 to 2^32-1. */
  public long unsigned() {
    return Integer.toUnsignedLong(bits);
  }

  @Override
  public int compareTo(Ipv4 other) {
    return Integer.compareUnsigned(bits, other.bits);
  }

  /** Dotted decimal. */
  @Override
  public String toString() {
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 0xFF)
        + "."
        + (bits >>> 8 & 0xFF)
        + "."
        + (bits & 0xFF);
  }
}
