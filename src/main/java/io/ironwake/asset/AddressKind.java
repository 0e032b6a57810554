package io.ironwake.asset;

import io.ironwake.net.Pure;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * What kind of place an address is, as far as a mirror may be there: everything but the public
 * Internet must be allowed by name, so that nobody fetches a cloud's metadata or an inner service
 * through us. Ranges of the IANA special-purpose registries (RFC 6890 and its updates).
 */
@Pure
enum AddressKind {
  PUBLIC("public"),
  LOOPBACK("a loopback address"),
  LINK_LOCAL("a link-local address"),
  PRIVATE("a private address"),
  SPECIAL("an address of special use");

  private final String words;

  AddressKind(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  static AddressKind of(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4 ? ofIpv4(bytes) : ofIpv6(bytes);
  }

  private static AddressKind ofIpv4(byte[] b) {
    int first = b[0] & 0xff;
    int second = b[1] & 0xff;
    int third = b[2] & 0xff;
    if (first == 127) {
      return LOOPBACK;
    }
    if (first == 169 && second == 254) {
      return LINK_LOCAL;
    }
    boolean inner =
        first == 10
            || (first == 172 && (second & 0xf0) == 16)
            || (first == 192 && second == 168)
            || (first == 100 && (second & 0xc0) == 64);
    return inner ? PRIVATE : isSpecial(first, second, third) ? SPECIAL : PUBLIC;
  }

  private static boolean isSpecial(int first, int second, int third) {
    return first == 0
        || first >= 224
        || (first == 198 && (second & 0xfe) == 18)
        || (first == 192 && second == 0 && (third == 0 || third == 2))
        || (first == 198 && second == 51 && third == 100)
        || (first == 203 && second == 0 && third == 113);
  }

  /** Addresses that carry an IPv4 address are what that one is. */
  private static AddressKind ofIpv6(byte[] b) {
    int first = b[0] & 0xff;
    int second = b[1] & 0xff;
    if (zero(b, 0, 15) && b[15] == 1) {
      return LOOPBACK;
    }
    boolean mapped = zero(b, 0, 10) && (b[10] & 0xff) == 0xff && (b[11] & 0xff) == 0xff;
    boolean nat64 = first == 0 && second == 0x64 && (b[2] & 0xff) == 0xff && (b[3] & 0xff) == 0x9b;
    if (mapped || (nat64 && zero(b, 4, 12))) {
      return ofIpv4(Arrays.copyOfRange(b, 12, 16));
    }
    if (first == 0x20 && second == 0x02) {
      return ofIpv4(Arrays.copyOfRange(b, 2, 6));
    }
    return first == 0xfe
        ? (second & 0xc0) == 0x80 ? LINK_LOCAL : PRIVATE
        : (first & 0xfe) == 0xfc ? PRIVATE : isGlobal(b) ? PUBLIC : SPECIAL;
  }

  /** Unicast of the Internet, without Teredo and documentation. */
  private static boolean isGlobal(byte[] b) {
    boolean assigned = b[0] == 0x20 && b[1] == 0x01 && (b[2] & 0xfe) == 0;
    boolean documentation = b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0d && b[3] == (byte) 0xb8;
    return (b[0] & 0xe0) == 0x20 && !assigned && !documentation;
  }

  private static boolean zero(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      if (b[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
