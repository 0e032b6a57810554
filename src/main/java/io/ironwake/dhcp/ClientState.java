package io.ironwake.dhcp;

import io.ironwake.net.Ipv4;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import java.util.Optional;

/** The state a client is in when it sends a REQUEST (RFC 2131 §4.3.2). */
enum ClientState {
  /** It chose an offer: option 54. */
  SELECTING,
  /** It restarted and remembers its address: neither option 54 nor ciaddr. */
  INIT_REBOOT,
  /**
   * It uses its address and extends the lease, by unicast or, when nobody answers, by broadcast.
   */
  EXTENDING;

  /** The address it asks for; empty when it names none in a way its state allows. */
  Optional<Ipv4> address(Request request) {
    Optional<Ipv4> requested =
        request.message().options().find(DhcpOption.REQUESTED_ADDRESS).filter(a -> !a.isAny());
    return switch (this) {
      case SELECTING -> requested.or(request::claimedAddress);
      case INIT_REBOOT -> requested;
      case EXTENDING -> Optional.of(request.message().ciaddr());
    };
  }

  static ClientState of(DhcpMessage request) {
    if (request.options().has(DhcpOption.SERVER_ID)) {
      return SELECTING;
    }
    return request.ciaddr().isAny() ? INIT_REBOOT : EXTENDING;
  }
}
