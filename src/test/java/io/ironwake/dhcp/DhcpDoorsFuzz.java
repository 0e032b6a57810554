package io.ironwake.dhcp;

import io.ironwake.net.Ipv4;
import io.ironwake.wire.dhcp.GoldenPackets;
import java.net.InetSocketAddress;
import java.util.stream.Stream;

/**
 * Any datagram at both DHCP doors, broadcast and unicast, from a client and from a relay: nothing
 * escapes, and what is sent is a DHCP message.
 */
public final class DhcpDoorsFuzz {
  private static final InetSocketAddress CLIENT = new InetSocketAddress("0.0.0.0", 68);
  private static final InetSocketAddress RELAY = new InetSocketAddress("10.2.0.1", 67);

  private DhcpDoorsFuzz() {}

  public static Stream<byte[]> seeds() {
    return GoldenPackets.names().stream().map(GoldenPackets::read);
  }

  public static void input(byte[] datagram) {
    try (DhcpLab lab = new DhcpLab(DhcpLab.full(), DhcpLab.remote()).listening()) {
      for (int port : new int[] {67, 4011}) {
        for (Ipv4 to : new Ipv4[] {Ipv4.BROADCAST, DhcpLab.SERVER}) {
          lab.receive(port, datagram, CLIENT, to).forEach(DhcpLab.Sent::message);
          lab.receive(port, datagram, RELAY, to).forEach(DhcpLab.Sent::message);
        }
      }
    }
  }
}
