package io.ironwake.dhcp;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.RelaySubOption;
import java.util.Optional;

/** Which subnet a packet itself names. */
@Pure
final class SubnetChoice {
  private SubnetChoice() {}

  /**
   * The address that names the subnet: the relay's link selection (RFC 3527), else the client's
   * subnet selection (RFC 3011), else the relay's own address (RFC 2131 §4.3.1); empty for a client
   * on our link that names none.
   */
  static Optional<Ipv4> named(DhcpMessage message) {
    return message
        .options()
        .find(DhcpOption.RELAY_AGENT)
        .flatMap(relay -> relay.find(RelaySubOption.LINK_SELECTION))
        .or(() -> message.options().find(DhcpOption.SUBNET_SELECTION))
        .or(() -> Optional.of(message.giaddr()).filter(giaddr -> !giaddr.isAny()));
  }
}
