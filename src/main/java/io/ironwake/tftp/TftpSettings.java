package io.ironwake.tftp;

import io.ironwake.wire.tftp.Negotiation;

/**
 * The limits of the TFTP server.
 *
 * @param mtu of the paths to the clients in bytes, at least 68; an interface's own smaller MTU wins
 * @param largestWindow blocks granted before an ACK at most (RFC 7440), at least 1
 * @param limits how many transfers at once
 * @param ports from which ports
 * @param cachedBytes of files kept in memory at most, at least 65536
 */
public record TftpSettings(
    int mtu, int largestWindow, Limits limits, PortMode ports, long cachedBytes) {
  /**
   * Ethernet, windows that a client's socket buffer holds, more moving transfers than keep the
   * server busy but fewer than overflow its own buffer, and room for the loaders of every
   * architecture.
   */
  public static final TftpSettings DEFAULT =
      new TftpSettings(1500, 64, new Limits(1024, 512, 16_384), new PortMode.Single(), 64 << 20);

  /**
   * How many transfers at once. What exceeds {@code moving} or {@code perAddress} waits for its
   * first packet, because firmware waits longer for the first than between two.
   *
   * @param moving transfers whose clients answer, on all sockets
   * @param perAddress of them to one address, behind which there may be a whole rack
   * @param known transfers, moving, silent or waiting, on one socket; more are dropped
   */
  public record Limits(int moving, int perAddress, int known) {
    /** Checks the ranges. */
    public Limits {
      require("moving transfers", moving, 1);
      require("transfers of one address", perAddress, 1);
      require("known transfers", known, 1);
    }
  }

  /** Checks the ranges. */
  public TftpSettings {
    require("mtu", mtu, Negotiation.SMALLEST_MTU);
    require("window", largestWindow, 1);
    require("cached bytes", cachedBytes, FileCache.PIECE);
  }

  private static void require(String what, long value, long smallest) {
    if (value < smallest) {
      throw new IllegalArgumentException(
          "TFTP " + what + ": " + value + " serves nobody; use at least " + smallest);
    }
  }

  /** The same for other ports. */
  public TftpSettings withPorts(PortMode others) {
    return new TftpSettings(mtu, largestWindow, limits, others, cachedBytes);
  }

  TftpSettings withMtu(int smaller) {
    return new TftpSettings(smaller, largestWindow, limits, ports, cachedBytes);
  }
}
