package io.ironwake.boot;

import io.ironwake.net.Ipv4;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;

/** The address the kernel would use to reach a client; it is what the client can reach us at. */
final class LocalAddress {
  private static final int ANY_PORT = 9;

  private LocalAddress() {}

  /** Asks the routing table; no packet leaves. 0.0.0.0 when there is no route. */
  static Ipv4 towards(Ipv4 client) {
    try (DatagramChannel probe = DatagramChannel.open(java.net.StandardProtocolFamily.INET)) {
      probe.connect(new InetSocketAddress(client.toInetAddress(), ANY_PORT));
      return Ipv4.of(((InetSocketAddress) probe.getLocalAddress()).getAddress());
    } catch (IOException e) {
      return Ipv4.ANY;
    }
  }
}
