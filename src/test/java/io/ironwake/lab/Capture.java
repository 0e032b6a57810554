package io.ironwake.lab;

import io.ironwake.net.Ipv4;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The UDP datagrams that passed a machine's network card, as QEMU's filter-dump wrote them. */
final class Capture {
  private static final int FILE_HEADER = 24;
  private static final int RECORD_HEADER = 16;
  private static final int ETHERNET = 14;
  private static final int UDP_HEADER = 8;
  private static final int IPV4 = 0x0800;
  private static final int UDP = 17;

  /**
   * One datagram.
   *
   * @param payload its first bytes; the capture cuts long frames off
   */
  record Packet(Ipv4 from, int fromPort, Ipv4 to, int toPort, byte[] payload) {}

  private Capture() {}

  /** All whole records of a file, which may still be written to. */
  static List<Packet> read(Path file) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      List<Packet> packets = new ArrayList<>();
      int at = FILE_HEADER;
      while (at + RECORD_HEADER <= bytes.limit()) {
        int length = bytes.getInt(at + 8);
        int frame = at + RECORD_HEADER;
        if (frame + length > bytes.limit()) {
          break;
        }
        add(packets, bytes.slice(frame, length).order(ByteOrder.BIG_ENDIAN));
        at = frame + length;
      }
      return packets;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static void add(List<Packet> packets, ByteBuffer frame) {
    if (frame.limit() < ETHERNET + 20
        || frame.getShort(12) != IPV4
        || frame.get(ETHERNET + 9) != UDP) {
      return;
    }
    int udp = ETHERNET + (frame.get(ETHERNET) & 0xf) * 4;
    int start = udp + UDP_HEADER;
    if (start > frame.limit()) {
      return;
    }
    byte[] payload = new byte[frame.limit() - start];
    frame.get(start, payload);
    packets.add(
        new Packet(
            new Ipv4(frame.getInt(ETHERNET + 12)),
            Short.toUnsignedInt(frame.getShort(udp)),
            new Ipv4(frame.getInt(ETHERNET + 16)),
            Short.toUnsignedInt(frame.getShort(udp + 2)),
            payload));
  }
}
