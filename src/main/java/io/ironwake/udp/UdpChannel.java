package io.ironwake.udp;

import java.net.InetSocketAddress;
import java.util.Arrays;

/** One open socket. */
public interface UdpChannel extends AutoCloseable {
  /**
   * Sends one datagram from any thread, without waiting. UDP gives no promise: a failed send is
   * counted and logged at a limited rate.
   *
   * @param payload not kept after the call
   * @param to where to; 255.255.255.255 is allowed
   */
  void send(byte[] payload, InetSocketAddress to);

  /**
   * Sends a row of datagrams to one peer, in one system call where the kernel cuts it itself (UDP
   * segmentation offload).
   *
   * @param row the payloads one after the other, not kept after the call
   * @param length the bytes of the row, at most {@value #LONGEST_ROW}
   * @param each the payload of every datagram but the last, which may be shorter
   */
  default void send(byte[] row, int length, int each, InetSocketAddress to) {
    for (int at = 0; at < length; at += each) {
      send(Arrays.copyOfRange(row, at, Math.min(at + each, length)), to);
    }
  }

  /** The longest UDP payload over IPv4, which limits a row too. */
  int LONGEST_ROW = 65_507;

  /** The most datagrams in a row: Linux's UDP_MAX_SEGMENTS. */
  int MOST_IN_A_ROW = 64;

  /** The bound port, 1 to 65535; the kernel's choice when the binding said 0. */
  int localPort();

  /**
   * Closes the socket and waits until no handler call is under way, unless called by the handler
   * itself.
   */
  @Override
  void close();
}
