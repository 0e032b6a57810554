package io.ironwake.tftp;

import io.ironwake.udp.UdpChannel;
import io.ironwake.wire.tftp.TftpPacket.Data;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Blocks one after the other, each behind its header, written where the socket sends them from.
 *
 * @param first the first block
 * @param end the block after the last
 */
record Burst(TransferPlan plan, Content content, long first, long end) implements UdpChannel.Row {
  /** The blocks from {@code first} to {@code last}, as many as a row holds. */
  static Burst of(TransferPlan plan, Content content, long first, long last) {
    long room = Math.min(UdpChannel.MOST_IN_A_ROW, UdpChannel.LONGEST_ROW / each(plan));
    return new Burst(plan, content, first, Math.min(last + 1, first + room));
  }

  /** Of each datagram but the last, in bytes. */
  int each() {
    return each(plan);
  }

  private static int each(TransferPlan plan) {
    return Data.HEADER + plan.blockSize();
  }

  int length() {
    return Math.toIntExact((end - 1 - first) * each()) + Data.HEADER + plan.length(end - 1);
  }

  @Override
  public void write(ByteBuffer into) throws IOException {
    for (long block = first; block < end; block++) {
      Data.header(plan.number(block), into);
      content.read(plan.offset(block), into, plan.length(block));
    }
  }
}
