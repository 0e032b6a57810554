package io.ironwake.dhcp;

import io.ironwake.address.Subnet;
import io.ironwake.net.Ipv4;
import io.ironwake.wire.dhcp.GoldenPackets;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Any datagram at both DHCP doors in every mode that speaks, broadcast and unicast, from a client and from a
 * relay: nothing escapes, and what is sent is a DHCP message.
 */
public final class DhcpDoorsFuzz {
  private static final InetSocketAddress CLIENT = new InetSocketAddress("0.0.0.0", 68);
  private static final InetSocketAddress RELAY = new InetSocketAddress("10.2.0.1", 67);

  private static final List<Subnet.Mode> MODES =
      List.of(Subnet.Mode.FULL, Subnet.Mode.RESERVATIONS_ONLY, Subnet.Mode.PROXY);

  private DhcpDoorsFuzz() {}

  public static Stream<byte[]> seeds() {
    return GoldenPackets.names().stream().map(GoldenPackets::read);
  }

  public static void input(byte[] datagram) {
    for (Subnet.Mode mode : MODES) {
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
}
