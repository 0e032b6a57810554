package io.ironwake.wire.dhcp;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import io.ironwake.wire.WireException;
import java.util.Optional;

/**
 * A DHCPv4 message (RFC 2131 §2). How options are spread over fields and pieces is the codec's
 * business: {@code options} holds them whole, and {@code sname} and {@code file} hold names only.
 *
 * @param op who speaks
 * @param hardware the client's hardware address
 * @param hops relay hops, 0 to 255
 * @param xid the transaction the client chose
 * @param secs seconds since the client began, 0 to 65535
 * @param flags 16 flag bits, of which the highest is {@link #BROADCAST_FLAG}
 * @param ciaddr the address the client owns already
 * @param yiaddr the address given to the client
 * @param siaddr the server of the next boot step
 * @param giaddr the relay's address on the client's link
 * @param sname the server's name, at most 64 ISO 8859-1 characters without NUL
 * @param file the boot file, at most 128 ISO 8859-1 characters without NUL
 * @param options all options but padding, overload (52) and the end mark
 */
@Pure
public record DhcpMessage(
    Op op,
    HardwareAddress hardware,
    int hops,
    int xid,
    int secs,
    int flags,
    Ipv4 ciaddr,
    Ipv4 yiaddr,
    Ipv4 siaddr,
    Ipv4 giaddr,
    String sname,
    String file,
    OptionSet options) {

  /** The client cannot receive unicast before it is configured (RFC 2131 §2, figure 2). */
  public static final int BROADCAST_FLAG = 0x8000;

  static final int SNAME_LENGTH = 64;
  static final int FILE_LENGTH = 128;
  static final int OVERLOAD = 52;

  /** Who speaks: a client or relay towards a server, or a server. */
  public enum Op {
    BOOTREQUEST(1),
    BOOTREPLY(2);

    private final int code;

    Op(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  public DhcpMessage {
    requireRange("hops", hops, 0xFF);
    requireRange("secs", secs, 0xFFFF);
    requireRange("flags", flags, 0xFFFF);
    requireName("sname", sname, SNAME_LENGTH);
    requireName("file", file, FILE_LENGTH);
    if (options.raw(OVERLOAD).isPresent()) {
      throw new IllegalArgumentException(
          "option 52 describes an encoding and is not part of a message");
    }
  }

  private static void requireRange(String field, int value, int max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(field + " is 0 to " + max + ", got " + value);
    }
  }

  private static void requireName(String field, String name, int max) {
    if (Octets.latin1(name).length() > max || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          field + " holds at most " + max + " characters and no NUL");
    }
  }

  /** The message type; empty for plain BOOTP. */
  public Optional<MessageType> type() throws WireException {
    return options.get(DhcpOption.MESSAGE_TYPE);
  }

  /** True when the client asks for its answer by broadcast. */
  public boolean wantsBroadcast() {
    return (flags & BROADCAST_FLAG) != 0;
  }

  /** True when a relay agent forwarded it. */
  public boolean isRelayed() {
    return !giaddr.isAny();
  }

  /** This message with other options. */
  public DhcpMessage withOptions(OptionSet other) {
    return new DhcpMessage(
        op, hardware, hops, xid, secs, flags, ciaddr, yiaddr, siaddr, giaddr, sname, file, other);
  }
}
