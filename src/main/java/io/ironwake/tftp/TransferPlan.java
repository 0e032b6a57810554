package io.ironwake.tftp;

import io.ironwake.net.Pure;
import io.ironwake.wire.tftp.Negotiation;
import io.ironwake.wire.tftp.TftpPacket.OptionAck;
import io.ironwake.wire.tftp.TftpPacket.ReadRequest;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is to be sent, fixed before the first packet. Blocks are counted from 1 without roll-over; 0
 * is the OACK.
 *
 * @param size of the file as sent, in bytes
 * @param blockSize payload of a full block, in bytes
 * @param timeoutSeconds the client's own timeout, if it negotiated one
 * @param optionAck sent first and acknowledged with ACK 0, if anything was granted
 */
@Pure
record TransferPlan(
    long size, int blockSize, OptionalInt timeoutSeconds, Optional<OptionAck> optionAck) {
  TransferPlan {
    if (size < 0 || blockSize < 1) {
      throw new IllegalArgumentException(
          "cannot send " + size + " bytes in blocks of " + blockSize);
    }
  }

  static TransferPlan of(ReadRequest request, long size, int mtu) {
    Negotiation negotiation = Negotiation.of(request, size, mtu);
    return new TransferPlan(
        size, negotiation.blockSize(), negotiation.timeoutSeconds(), negotiation.answer());
  }

  /** 0 with an OACK, 1 without. */
  long firstBlock() {
    return optionAck.isPresent() ? 0 : 1;
  }

  /**
   * The first block that is not full; it has no payload if the size is a multiple of the block
   * size.
   */
  long lastBlock() {
    return size / blockSize + 1;
  }

  /** Where a block starts in the file, in bytes. */
  long offset(long block) {
    return (block - 1) * blockSize;
  }

  /** The payload of a block in bytes. */
  int length(long block) {
    return (int) Math.min(blockSize, size - offset(block));
  }

  /** The 16-bit number of a block: after 65535 comes 0 (quirk 28). */
  static int number(long block) {
    return (int) (block & 0xFFFF);
  }
}
