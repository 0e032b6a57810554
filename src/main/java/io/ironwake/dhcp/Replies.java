package io.ironwake.dhcp;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.MessageType;
import io.ironwake.wire.dhcp.RelaySubOption;
import java.util.List;

/**
 * The one place where a reply is made from a request, so that nothing the request demands back is
 * ever forgotten.
 */
@Pure
final class Replies {
  private static final List<DhcpOption<?>> ECHOED =
      List.of(
          DhcpOption.CLIENT_ID,
          DhcpOption.RELAY_AGENT,
          DhcpOption.CLIENT_UUID,
          DhcpOption.SUBNET_SELECTION);

  // All that a NAK may carry back (RFC 2131 table 3).
  private static final List<DhcpOption<?>> ECHOED_IN_NAK =
      List.of(DhcpOption.CLIENT_ID, DhcpOption.RELAY_AGENT);

  private Replies() {}

  /**
   * A reply with xid, flags, giaddr and chaddr of the request (RFC 2131 table 3), its client id
   * (RFC 6842), relay agent information (RFC 3046 §2.2), machine uuid (RFC 4578 §2.3) and subnet
   * selection (RFC 3011) as they came, the type and the server id.
   */
  static ReplyDraft to(DhcpMessage request, MessageType type, Ipv4 server) {
    boolean relayedNak = type == MessageType.NAK && request.isRelayed();
    int flags = relayedNak ? request.flags() | DhcpMessage.BROADCAST_FLAG : request.flags();
    Ipv4 ciaddr = type == MessageType.ACK ? request.ciaddr() : Ipv4.ANY;
    ReplyDraft reply = new ReplyDraft(request, flags, ciaddr);
    reply.put(DhcpOption.MESSAGE_TYPE, type).put(DhcpOption.SERVER_ID, serverId(request, server));
    return echo(request, reply, type == MessageType.NAK ? ECHOED_IN_NAK : ECHOED);
  }

  /** A reply to a BOOTP client, which knows neither message types nor server ids (RFC 1534). */
  static ReplyDraft toBootp(DhcpMessage request) {
    ReplyDraft reply = new ReplyDraft(request, request.flags(), request.ciaddr());
    return echo(request, reply, List.of(DhcpOption.RELAY_AGENT));
  }

  private static ReplyDraft echo(
      DhcpMessage request, ReplyDraft reply, List<DhcpOption<?>> options) {
    for (DhcpOption<?> echoed : options) {
      request.options().raw(echoed.code()).ifPresent(value -> reply.put(echoed.code(), value));
    }
    return reply;
  }

  /**
   * The server id to name: the relay's override where it wants renewals to pass it (RFC 5107 §4),
   * else our address.
   */
  static Ipv4 serverId(DhcpMessage request, Ipv4 server) {
    return request
        .options()
        .find(DhcpOption.RELAY_AGENT)
        .flatMap(relay -> relay.find(RelaySubOption.SERVER_ID_OVERRIDE))
        .orElse(server);
  }
}
