package io.ironwake.wire.dhcp;

import io.ironwake.net.Pure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Message to bytes, canonical: equal messages give equal bytes, and decoding gives the message
 * back.
 */
@Pure
public final class DhcpEncoder {
  private static final int BOOTP_MINIMUM = 300;

  private DhcpEncoder() {}

  /**
   * Encodes for a receiver. Options over 255 bytes are cut (RFC 3396). Options that exceed the
   * layout's size move into {@code file} and {@code sname} where those are free; where even that
   * does not suffice the packet exceeds the size, because a client may cope with a large packet and
   * cannot cope with a missing option.
   */
  public static byte[] encode(DhcpMessage message, Layout layout) {
    OptionFields fields = OptionFields.arrange(message, layout);
    int length = DhcpDecoder.OPTIONS + fields.main().length();
    ByteBuffer out =
        ByteBuffer.allocate(layout.padded() ? Math.max(BOOTP_MINIMUM, length) : length);
    putHeader(out, message);
    out.put(DhcpDecoder.SNAME, sname(message, fields));
    out.put(DhcpDecoder.FILE, file(message, fields));
    out.putInt(DhcpDecoder.COOKIE, DhcpDecoder.MAGIC);
    out.put(DhcpDecoder.OPTIONS, fields.main().toBytes());
    return out.array();
  }

  private static void putHeader(ByteBuffer out, DhcpMessage message) {
    out.put((byte) message.op().code());
    out.put((byte) message.hardware().type());
    out.put((byte) message.hardware().octets().length());
    out.put((byte) message.hops());
    out.putInt(message.xid());
    out.putShort((short) message.secs());
    out.putShort((short) message.flags());
    out.putInt(message.ciaddr().bits());
    out.putInt(message.yiaddr().bits());
    out.putInt(message.siaddr().bits());
    out.putInt(message.giaddr().bits());
    out.put(message.hardware().octets().toBytes());
  }

  private static byte[] sname(DhcpMessage message, OptionFields fields) {
    boolean overloaded = (fields.overload() & DhcpDecoder.SNAME_OVERLOADED) != 0;
    return overloaded
        ? fields.sname().toBytes()
        : message.sname().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] file(DhcpMessage message, OptionFields fields) {
    boolean overloaded = (fields.overload() & DhcpDecoder.FILE_OVERLOADED) != 0;
    return overloaded
        ? fields.file().toBytes()
        : message.file().getBytes(StandardCharsets.ISO_8859_1);
  }
}
