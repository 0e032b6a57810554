package io.ironwake.tftp;

import io.ironwake.wire.tftp.Negotiation;

/**
 * The limits of the TFTP door.
 *
 * @param mtu of the paths to the clients in bytes, at least 68; an interface's own smaller MTU wins
 * @param maxTransfers at the same time on one socket, at least 1
 * @param largestWindow blocks granted before an ACK at most (RFC 7440), at least 1
 * @param cachedBytes of files kept in memory at most, at least 65536
 */
public record TftpSettings(int mtu, int maxTransfers, int largestWindow, long cachedBytes) {
  /**
   * Ethernet, more transfers than a hall powers on at once, windows that a client's socket buffer
   * holds, and room for the loaders of every architecture.
   */
  public static final TftpSettings DEFAULT = new TftpSettings(1500, 4096, 64, 64 << 20);

  /** Checks the ranges. */
  public TftpSettings {
    require("tftp mtu", mtu, Negotiation.SMALLEST_MTU);
    require("tftp transfers", maxTransfers, 1);
    require("tftp window", largestWindow, 1);
    require("tftp cached bytes", cachedBytes, FileCache.PIECE);
  }

  private static void require(String what, long value, long smallest) {
    if (value < smallest) {
      throw new IllegalArgumentException(what + " is " + value + "; use at least " + smallest);
    }
  }

  TftpSettings withMtu(int smaller) {
    return new TftpSettings(smaller, maxTransfers, largestWindow, cachedBytes);
  }
}
