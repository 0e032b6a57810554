package io.ironwake.udp;

import java.util.function.Consumer;

/**
 * Opens UDP sockets that call back for each datagram. Closing it closes every channel it opened.
 */
public interface UdpTransport extends AutoCloseable {
  /**
   * Opens a socket and calls {@code handler} for each datagram, one at a time, on the channel's
   * event loop; the handler must not block. What it throws is counted and logged, and the channel
   * goes on. Datagrams from port 0, which nobody can answer, are dropped.
   *
   * @throws UdpBindException when the socket cannot be had, with the fix in its message
   */
  UdpChannel bind(UdpBinding binding, Consumer<Datagram> handler);

  /**
   * The same for a socket that carries much: where the system allows it, a thread of its own takes
   * and sends datagrams in batches. {@link Datagram#to} is the binding's address.
   */
  default UdpChannel bindBulk(UdpBinding binding, Consumer<Datagram> handler) {
    return bind(binding, handler);
  }

  /** A transport of its own event loops, for code outside the container; the caller closes it. */
  static UdpTransport open() {
    return new NettyUdpTransport();
  }

  @Override
  void close();
}
