package io.ironwake.tftp;

import io.ironwake.wire.tftp.Negotiation;

/**
 * The limits of the TFTP door.
 *
 * @param mtu of the paths to the clients in bytes, at least 68; an interface's own smaller MTU wins
 * @param maxTransfers at the same time on one socket, at least 1
 */
public record TftpSettings(int mtu, int maxTransfers) {
  /** Ethernet, and more transfers than a hall powers on at once. */
  public static final TftpSettings DEFAULT = new TftpSettings(1500, 4096);

  /** Checks the ranges. */
  public TftpSettings {
    if (mtu < Negotiation.SMALLEST_MTU || maxTransfers < 1) {
      throw new IllegalArgumentException(
          "TFTP needs an MTU of at least 68 and at least one transfer, got "
              + mtu
              + " and "
              + maxTransfers);
    }
  }
}
