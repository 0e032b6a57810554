package io.ironwake.dhcp;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.MessageType;
import io.ironwake.wire.dhcp.RelaySubOption;

/** Where a reply goes (RFC 2131 §4.1). */
@Pure
sealed interface ReplyRoute {
  /** The destination port, 1 to 65535. */
  int port();

  /** To a station that answers ARP: a relay, or a client that has its address. */
  record Unicast(Ipv4 address, int port) implements ReplyRoute {}

  /**
   * To a client at the address it is being given, which needs an ARP entry first; by broadcast
   * where that fails.
   */
  record UnicastToNew(Ipv4 address, int port) implements ReplyRoute {}

  /** To everybody on the link the request came from. */
  record Broadcast(int port) implements ReplyRoute {}

  /**
   * The rule of RFC 2131 §4.1, with RFC 8357 for the relay's port.
   *
   * @param request what is answered
   * @param reply the answer
   * @param sourcePort the UDP port the request came from
   * @param ports the ports in use
   */
  static ReplyRoute of(DhcpMessage request, DhcpMessage reply, int sourcePort, DhcpPorts ports) {
    if (request.isRelayed()) {
      return new Unicast(request.giaddr(), relayPort(request, sourcePort, ports));
    }
    if (reply.options().find(DhcpOption.MESSAGE_TYPE).filter(MessageType.NAK::equals).isPresent()) {
      return new Broadcast(ports.client());
    }
    if (!request.ciaddr().isAny()) {
      return new Unicast(request.ciaddr(), ports.client());
    }
    return request.wantsBroadcast() || reply.yiaddr().isAny()
        ? new Broadcast(ports.client())
        : new UnicastToNew(reply.yiaddr(), ports.client());
  }

  private static int relayPort(DhcpMessage request, int sourcePort, DhcpPorts ports) {
    boolean own =
        request
            .options()
            .find(DhcpOption.RELAY_AGENT)
            .filter(relay -> relay.has(RelaySubOption.RELAY_PORT))
            .isPresent();
    return own ? sourcePort : ports.server();
  }
}
