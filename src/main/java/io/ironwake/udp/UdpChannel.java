package io.ironwake.udp;

import java.net.InetSocketAddress;

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

  /** The bound port, 1 to 65535; the kernel's choice when the binding said 0. */
  int localPort();

  /**
   * Closes the socket and waits until no handler call is under way, unless called by the handler
   * itself.
   */
  @Override
  void close();
}
