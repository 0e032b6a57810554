package load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Just enough of DHCP (RFC 2131) for a relay that asks and judges; independent of the server's own codec. */
final class DhcpPacket {
  static final int DISCOVER = 1;
  static final int OFFER = 2;
  static final int REQUEST = 3;
  static final int ACK = 5;
  static final int NAK = 6;
  private static final int COOKIE = 0x63825363;
  private static final int OPTIONS = 240;
  private static final byte[] PARAMETERS = {1, 3, 6, 15, 28, 51, 54, 58, 59, 66, 67};
  private static final byte[] PXE_CLASS =
      "PXEClient:Arch:00007:UNDI:003016".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] IPXE_CLASS = "iPXE".getBytes(StandardCharsets.US_ASCII);

  private DhcpPacket() {}

  /** What a client says it is. */
  enum Kind {
    PLAIN,
    /** A UEFI PXE ROM. */
    PXE,
    /** iPXE, with HTTP. */
    IPXE
  }

  /** A request through the relay {@code giaddr}; {@code address} and {@code server} only in a REQUEST. */
  static void write(
      ByteBuffer to, int type, int xid, long mac, int giaddr, int address, int server, Kind kind) {
    to.clear();
    to.put((byte) 1).put((byte) 1).put((byte) 6).put((byte) 1).putInt(xid).putInt(0);
    to.putInt(0).putInt(0).putInt(0).putInt(giaddr);
    to.putShort((short) (mac >> 32)).putInt((int) mac);
    while (to.position() < OPTIONS - 4) {
      to.put((byte) 0);
    }
    to.putInt(COOKIE).put((byte) 53).put((byte) 1).put((byte) type);
    if (type == REQUEST) {
      to.put((byte) 50).put((byte) 4).putInt(address).put((byte) 54).put((byte) 4).putInt(server);
    }
    if (kind != Kind.PLAIN) {
      to.put((byte) 60).put((byte) PXE_CLASS.length).put(PXE_CLASS);
      to.put((byte) 93).put((byte) 2).putShort((short) 7);
      to.put((byte) 94).put((byte) 3).put((byte) 1).put((byte) 3).put((byte) 16);
    }
    if (kind == Kind.IPXE) {
      to.put((byte) 77).put((byte) 4).put(IPXE_CLASS);
      to.put((byte) 175).put((byte) 3).put((byte) 19).put((byte) 1).put((byte) 1);
    }
    to.put((byte) 55).put((byte) PARAMETERS.length).put(PARAMETERS).put((byte) 255);
    while (to.position() < 300) {
      to.put((byte) 0);
    }
    to.flip();
  }

  static boolean isReply(ByteBuffer packet) {
    return packet.limit() > OPTIONS && packet.get(0) == 2 && packet.getInt(OPTIONS - 4) == COOKIE;
  }

  static int xid(ByteBuffer packet) {
    return packet.getInt(4);
  }

  static int yiaddr(ByteBuffer packet) {
    return packet.getInt(16);
  }

  static long mac(ByteBuffer packet) {
    return (packet.getShort(28) & 0xffffL) << 32 | packet.getInt(30) & 0xffffffffL;
  }

  static int type(ByteBuffer packet) {
    int at = find(packet, 53, 1);
    return at < 0 ? 0 : packet.get(at);
  }

  /** A four-byte option's value; 0 when it is missing. */
  static int number(ByteBuffer packet, int code) {
    int at = find(packet, code, 4);
    return at < 0 ? 0 : packet.getInt(at);
  }

  /** The boot file: option 67, else the field. */
  static String bootFile(ByteBuffer packet) {
    int at = find(packet, 67, 1);
    int length = at < 0 ? 128 : packet.get(at - 1) & 0xff;
    byte[] name = new byte[length];
    packet.get(at < 0 ? 108 : at, name);
    String text = new String(name, StandardCharsets.US_ASCII);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  static int siaddr(ByteBuffer packet) {
    return packet.getInt(20);
  }

  private static int find(ByteBuffer packet, int code, int length) {
    int at = OPTIONS;
    while (at + 1 < packet.limit()) {
      int found = packet.get(at) & 0xff;
      if (found == 255) {
        return -1;
      }
      if (found == 0) {
        at++;
        continue;
      }
      int size = packet.get(at + 1) & 0xff;
      if (found == code && size >= length && at + 2 + size <= packet.limit()) {
        return at + 2;
      }
      at += 2 + size;
    }
    return -1;
  }
}
