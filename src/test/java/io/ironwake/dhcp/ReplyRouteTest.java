package io.ironwake.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.net.Ipv4;
import io.ironwake.wire.Octets;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.MessageType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyRouteTest {

  // Every combination that RFC 2131 §4.1 names, the earlier column winning: giaddr, NAK, ciaddr,
  // broadcast flag, yiaddr.
  @ParameterizedTest
  @CsvSource({
    "10.1.0.1, false, OFFER, 0.0.0.0,   0,     10.0.0.100, Unicast[address=10.1.0.1; port=67]",
    "10.1.0.1, true,  OFFER, 0.0.0.0,   0,     10.0.0.100, Unicast[address=10.1.0.1; port=40000]",
    "10.1.0.1, false, ACK,   10.0.0.9,  32768, 10.0.0.100, Unicast[address=10.1.0.1; port=67]",
    "10.1.0.1, false, NAK,   0.0.0.0,   0,     0.0.0.0,    Unicast[address=10.1.0.1; port=67]",
    "0.0.0.0,  false, NAK,   0.0.0.0,   0,     0.0.0.0,    Broadcast[port=68]",
    "0.0.0.0,  false, NAK,   10.0.0.9,  0,     0.0.0.0,    Broadcast[port=68]",
    "0.0.0.0,  false, ACK,   10.0.0.9,  0,     10.0.0.9,   Unicast[address=10.0.0.9; port=68]",
    "0.0.0.0,  false, ACK,   10.0.0.9,  32768, 10.0.0.9,   Unicast[address=10.0.0.9; port=68]",
    "0.0.0.0,  false, OFFER, 0.0.0.0,   32768, 10.0.0.100, Broadcast[port=68]",
    "0.0.0.0,  false, OFFER, 0.0.0.0,   0,     10.0.0.100, UnicastToNew[address=10.0.0.100; port=68]",
    "0.0.0.0,  false, OFFER, 0.0.0.0,   0,     0.0.0.0,    Broadcast[port=68]",
    "0.0.0.0,  true,  OFFER, 0.0.0.0,   0,     10.0.0.100, UnicastToNew[address=10.0.0.100; port=68]"
  })
  void followsTheRfc(
      String giaddr,
      boolean relayPort,
      MessageType type,
      String ciaddr,
      int flags,
      String yiaddr,
      String route) {
    Packet packet =
        Packet.of("udhcpc-discover")
            .giaddr(Ipv4.parse(giaddr))
            .ciaddr(Ipv4.parse(ciaddr))
            .flags(flags);
    DhcpMessage request =
        relayPort
            ? packet
                .message()
                .withOptions(
                    packet
                        .message()
                        .options()
                        .with(DhcpOption.RELAY_AGENT.code(), Octets.hex("1300")))
            : packet.message();
    DhcpMessage reply =
        Replies.to(request, type, DhcpLab.SERVER).yiaddr(Ipv4.parse(yiaddr)).build();

    assertThat(ReplyRoute.of(request, reply, 40000, DhcpPorts.STANDARD))
        .hasToString(route.replace("; ", ", "));
  }
}
