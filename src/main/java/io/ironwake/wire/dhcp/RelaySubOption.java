package io.ironwake.wire.dhcp;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;

/** Sub-options of option 82, the relay agent information (RFC 3046). */
@Pure
public final class RelaySubOption {
  public static final DhcpOption<Octets> CIRCUIT_ID =
      new DhcpOption<>(1, "circuit-id", OptionTypes.BYTES, "RFC 3046 §3.1");
  public static final DhcpOption<Octets> REMOTE_ID =
      new DhcpOption<>(2, "remote-id", OptionTypes.BYTES, "RFC 3046 §3.2");

  /** The subnet to allocate from, where it is not giaddr's. */
  public static final DhcpOption<Ipv4> LINK_SELECTION =
      new DhcpOption<>(5, "link-selection", OptionTypes.IPV4, "RFC 3527");

  public static final DhcpOption<String> SUBSCRIBER_ID =
      new DhcpOption<>(6, "subscriber-id", OptionTypes.STRING, "RFC 3993");

  /** The address the reply must name as server id, so that renewals pass the relay. */
  public static final DhcpOption<Ipv4> SERVER_ID_OVERRIDE =
      new DhcpOption<>(11, "server-id-override", OptionTypes.IPV4, "RFC 5107");

  /** Present: the relay listens on the port it sent from. */
  public static final DhcpOption<Boolean> RELAY_PORT =
      new DhcpOption<>(19, "relay-port", OptionTypes.PRESENCE, "RFC 8357 §4.1");

  private RelaySubOption() {}
}
