package io.ironwake.sim;

import io.ironwake.net.Ipv4;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;

/**
 * The address a machine speaks from once it has one: its leased address where this host can use it,
 * as Linux can with all of 127.0.0.0/8, and the relay's otherwise.
 */
record SourceAddress(InetAddress address) {
  static SourceAddress of(Ipv4 leased, Ipv4 relay) {
    try (DatagramSocket probe =
        new DatagramSocket(new InetSocketAddress(leased.toInetAddress(), 0))) {
      return new SourceAddress(probe.getLocalAddress());
    } catch (SocketException notOurs) {
      return new SourceAddress(relay.toInetAddress());
    }
  }

  DatagramSocket datagramSocket() throws IOException {
    return new DatagramSocket(new InetSocketAddress(address, 0));
  }
}
