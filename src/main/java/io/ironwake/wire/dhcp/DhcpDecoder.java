package io.ironwake.wire.dhcp;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import io.ironwake.wire.WireException;
import io.ironwake.wire.dhcp.DhcpMessage.Op;

/**
 * Bytes to message. Total: whatever the bytes are, a message or a {@link WireException} comes out.
 */
@Pure
public final class DhcpDecoder {
  static final int OPTIONS = 240;
  static final int SNAME = 44;
  static final int FILE = 108;
  static final int COOKIE = 236;

  /** 99.130.83.99 (RFC 2131 §3). */
  static final int MAGIC = 0x63825363;

  static final int FILE_OVERLOADED = 1;
  static final int SNAME_OVERLOADED = 2;

  private DhcpDecoder() {}

  /**
   * Decodes one packet. Tolerated: plain BOOTP without the magic cookie (no options then), a full
   * {@code sname} or {@code file} without NUL, a missing end mark, repeated options (RFC 3396),
   * overloaded fields (RFC 2132 §9.3), bytes behind the end mark.
   *
   * @throws WireException for a packet shorter than 236 bytes, an op other than 1 and 2, an hlen
   *     over 16, an option that runs over its field, or an option 52 other than 1, 2 and 3; the
   *     offset counts from the start of the packet
   */
  public static DhcpMessage decode(byte[] packet) throws WireException {
    if (packet.length < COOKIE) {
      throw new WireException(
          packet.length, "truncated: a DHCP packet has at least " + COOKIE + " bytes");
    }
    Octets bytes = Octets.of(packet);
    boolean plainBootp = packet.length < OPTIONS || bytes.i32(COOKIE) != MAGIC;
    return plainBootp ? message(bytes, 0, OptionSet.EMPTY) : withOptions(packet, bytes);
  }

  private static DhcpMessage withOptions(byte[] packet, Octets bytes) throws WireException {
    TlvReader reader = new TlvReader();
    reader.read(packet, OPTIONS, packet.length);
    OptionSet options = reader.options();
    if (options.raw(DhcpMessage.OVERLOAD).isEmpty()) {
      return message(bytes, 0, options);
    }
    int overload = overload(options);
    if ((overload & FILE_OVERLOADED) != 0) {
      reader.read(packet, FILE, FILE + DhcpMessage.FILE_LENGTH);
    }
    if ((overload & SNAME_OVERLOADED) != 0) {
      reader.read(packet, SNAME, SNAME + DhcpMessage.SNAME_LENGTH);
    }
    return message(bytes, overload, reader.options().without(DhcpMessage.OVERLOAD));
  }

  private static int overload(OptionSet options) throws WireException {
    Octets value = options.raw(DhcpMessage.OVERLOAD).orElseThrow();
    if (value.length() != 1 || value.u8(0) < 1 || value.u8(0) > 3) {
      throw new WireException(
          OPTIONS, "option 52 is 1, 2 or 3, got 0x" + value + ", in the options that start");
    }
    return value.u8(0);
  }

  private static DhcpMessage message(Octets bytes, int overload, OptionSet options)
      throws WireException {
    return new DhcpMessage(
        op(bytes),
        hardware(bytes),
        bytes.u8(3),
        bytes.i32(4),
        bytes.u16(8),
        bytes.u16(10),
        new Ipv4(bytes.i32(12)),
        new Ipv4(bytes.i32(16)),
        new Ipv4(bytes.i32(20)),
        new Ipv4(bytes.i32(24)),
        (overload & SNAME_OVERLOADED) != 0 ? "" : name(bytes, SNAME, DhcpMessage.SNAME_LENGTH),
        (overload & FILE_OVERLOADED) != 0 ? "" : name(bytes, FILE, DhcpMessage.FILE_LENGTH),
        options);
  }

  private static Op op(Octets bytes) throws WireException {
    return switch (bytes.u8(0)) {
      case 1 -> Op.BOOTREQUEST;
      case 2 -> Op.BOOTREPLY;
      default -> throw new WireException(0, "op is 1 or 2, got " + bytes.u8(0));
    };
  }

  private static HardwareAddress hardware(Octets bytes) throws WireException {
    int length = bytes.u8(2);
    if (length > HardwareAddress.MAX_LENGTH) {
      throw new WireException(2, "hlen is 0 to " + HardwareAddress.MAX_LENGTH + ", got " + length);
    }
    return new HardwareAddress(bytes.u8(1), bytes.slice(28, 28 + length));
  }

  private static String name(Octets bytes, int from, int length) {
    if (bytes.u8(from) == 0) {
      return "";
    }
    String field = bytes.slice(from, from + length).latin1();
    int end = field.indexOf('\0');
    return end < 0 ? field : field.substring(0, end);
  }
}
