package io.ironwake.tftp;

import io.ironwake.net.Pure;
import io.ironwake.wire.tftp.Negotiation;
import io.ironwake.wire.tftp.TftpPacket.OptionAck;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is to be sent, fixed before the first packet. Blocks are counted from 1 without roll-over; 0
 * is the OACK.
 *
 * @param size of the file as sent, in bytes
 * @param blockSize payload of a full block, in bytes
 * @param window the number of blocks sent before an ACK is due (RFC 7440), at least 1
 * @param timeoutSeconds the client's own timeout, if it negotiated one
 * @param optionAck sent first and acknowledged with ACK 0, if anything was granted
 * @param rollover what this client's block number does after 65535
 */
@Pure
record TransferPlan(
    long size,
    int blockSize,
    int window,
    OptionalInt timeoutSeconds,
    Optional<OptionAck> optionAck,
    Rollover rollover) {
  TransferPlan {
    if (size < 0 || blockSize < 1 || window < 1) {
      throw new IllegalArgumentException(
          "cannot send " + size + " bytes in windows of " + window + " blocks of " + blockSize);
    }
  }

  static TransferPlan of(Negotiation negotiation, long size, Rollover rollover) {
    return new TransferPlan(
        size,
        negotiation.blockSize(),
        negotiation.window(),
        negotiation.timeoutSeconds(),
        negotiation.answer(),
        rollover);
  }

  /** False if the client's block numbers end before the file does. */
  boolean numbersSuffice() {
    return rollover != Rollover.STOP || lastBlock() <= 0xFFFF;
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

  /** The last block of the window that starts with {@code block}; the OACK goes alone. */
  long windowEnd(long block) {
    return block == 0 ? 0 : Math.min(block + window - 1, lastBlock());
  }

  /** Where a block starts in the file, in bytes. */
  long offset(long block) {
    return (block - 1) * blockSize;
  }

  /** The payload of a block in bytes. */
  int length(long block) {
    return (int) Math.min(blockSize, size - offset(block));
  }

  /** The 16-bit number of a block. */
  int number(long block) {
    return rollover.number(block);
  }
}
