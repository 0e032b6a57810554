package io.ironwake.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

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

  /**
   * Reads dotted decimal with four parts of 0 to 255.
   *
   * @throws IllegalArgumentException naming the text
   */
  public static Ipv4 parse(String text) {
    int bits = 0;
    int parts = 0;
    int digits = 0;
    int part = 0;
    for (int i = 0; i <= text.length(); i++) {
      char next = i < text.length() ? text.charAt(i) : '.';
      if (next == '.' && digits > 0 && parts < 4) {
        bits = bits << 8 | within(part, text);
        parts++;
        digits = 0;
        part = 0;
      } else if (next >= '0' && next <= '9' && digits < 3) {
        part = part * 10 + next - '0';
        digits++;
      } else {
        throw noAddress(text);
      }
    }
    if (parts != 4) {
      throw noAddress(text);
    }
    return new Ipv4(bits);
  }

  private static int within(int part, String text) {
    if (part > 255) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an IPv4 address; " + part + " is above 255");
    }
    return part;
  }

  private static IllegalArgumentException noAddress(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is not an IPv4 address; write it as 192.168.1.10");
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
