package io.ironwake.tftp;

import io.ironwake.net.Pure;

/**
 * What the 16-bit block number does after 65535: no RFC says, and clients differ (quirk 28). Blocks
 * are counted from 1 without roll-over; 0 is the OACK.
 */
@Pure
public enum Rollover {
  /** 65535, 0, 1: what nearly every client expects. */
  TO_ZERO {
    @Override
    int number(long block) {
      return (int) (block & 0xFFFF);
    }

    @Override
    long after(long block, int number) {
      return block + ((number - block) & 0xFFFF);
    }
  },
  /** 65535, 1, 2: the number 0 stands for the OACK alone. */
  TO_ONE {
    @Override
    int number(long block) {
      return block == 0 ? 0 : (int) ((block - 1) % 0xFFFF) + 1;
    }

    @Override
    long after(long block, int number) {
      if (number == 0) {
        return block == 0 ? 0 : NOWHERE;
      }
      return block + Math.floorMod(number - block, 0xFFFFL);
    }
  },
  /** 65535 is the last: a longer file is refused, so that the client may fetch it by HTTP. */
  STOP {
    @Override
    int number(long block) {
      return TO_ZERO.number(block);
    }

    @Override
    long after(long block, int number) {
      return TO_ZERO.after(block, number);
    }
  };

  private static final long NOWHERE = Long.MAX_VALUE;

  /** The number on the wire, 0 to 65535. */
  abstract int number(long block);

  /** The first block from {@code block} on that has this number on the wire. */
  abstract long after(long block, int number);
}
