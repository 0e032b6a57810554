package io.ironwake.tftp;

import io.ironwake.udp.UdpChannel;
import io.ironwake.wire.tftp.TftpPacket.Data;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Blocks laid out one after the other, each behind its header: one row for the socket. */
final class Burst {
  private final byte[] row = new byte[UdpChannel.LONGEST_ROW];
  private int length;
  private int each;

  /**
   * Lays out blocks from {@code first} to {@code last}, as many as a row holds.
   *
   * @return the first block that is not in the row
   * @throws IOException if the content cannot be read
   */
  long fill(TransferPlan plan, Content content, long first, long last) throws IOException {
    each = Data.HEADER + plan.blockSize();
    length = 0;
    long room = Math.min(UdpChannel.MOST_IN_A_ROW, row.length / each);
    long end = Math.min(last + 1, first + room);
    for (long block = first; block < end; block++) {
      Data.header(plan.number(block), row, length);
      int payload = plan.length(block);
      content.read(plan.offset(block), row, length + Data.HEADER, payload);
      length += Data.HEADER + payload;
    }
    return end;
  }

  void send(UdpChannel channel, InetSocketAddress to) {
    channel.send(row, length, each, to);
  }
}
