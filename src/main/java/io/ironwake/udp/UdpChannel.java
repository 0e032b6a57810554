package io.ironwake.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
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
   * @param row writes the payloads one after the other, at once, straight to where they are sent
   *     from
   * @param length the bytes it writes, at most {@value #LONGEST_ROW}
   * @param each the payload of every datagram but the last, which may be shorter
   * @throws IOException what the row throws; then nothing is sent
   */
  default void send(Row row, int length, int each, InetSocketAddress to) throws IOException {
    byte[] bytes = new byte[length];
    row.write(ByteBuffer.wrap(bytes));
    for (int at = 0; at < length; at += each) {
      send(Arrays.copyOfRange(bytes, at, Math.min(at + each, length)), to);
    }
  }

  /** The payloads of a row. */
  interface Row {
    /**
     * Appends them all.
     *
     * @throws IOException if they cannot be had
     */
    void write(ByteBuffer into) throws IOException;
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
