package io.ironwake.dhcp;

import io.ironwake.address.Subnet;
import io.ironwake.net.Ipv4;
import io.ironwake.wire.dhcp.GoldenPackets;
import java.net.InetSocketAddress;
import java.util.stream.Stream;

/**
 * Any datagram at both DHCP doors in every mode that speaks, broadcast and unicast, from a client
 * and from a relay: nothing escapes, and what is sent is a DHCP message.
 */
public final class DhcpDoorsFuzz {
  private static final InetSocketAddress CLIENT = new InetSocketAddress("0.0.0.0", 68);
  private static final InetSocketAddress RELAY = new InetSocketAddress("10.2.0.1", 67);

  private DhcpDoorsFuzz() {}

  public static Stream<byte[]> seeds() {
    return GoldenPackets.names().stream().map(GoldenPackets::read);
  }

  /** Where Ironwake gives the addresses. */
  public static void full(byte[] datagram) {
    input(Subnet.Mode.FULL, datagram);
  }

  /** Where it gives them to those with a reservation. */
  public static void reservationsOnly(byte[] datagram) {
    input(Subnet.Mode.RESERVATIONS_ONLY, datagram);
  }

  /** Beside another server. */
  public static void proxy(byte[] datagram) {
    input(Subnet.Mode.PROXY, datagram);
  }

  private static void input(Subnet.Mode mode, byte[] datagram) {
    try (DhcpLab lab = DhcpLab.ofStrangers(mode)) {
      for (int port : new int[] {67, 4011}) {
        for (Ipv4 to : new Ipv4[] {Ipv4.BROADCAST, DhcpLab.SERVER}) {
          lab.receive(port, datagram, CLIENT, to).forEach(DhcpLab.Sent::message);
          lab.receive(port, datagram, RELAY, to).forEach(DhcpLab.Sent::message);
        }
      }
    }
  }
}
