package io.ironwake.dhcp;

import io.ironwake.address.ReservationKey;
import io.ironwake.address.ReservationKey.Kind;
import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.OptionSet;
import io.ironwake.wire.dhcp.RelaySubOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a request says of its client beside MAC and client identifier. */
@Pure
final class ClientKeys {
  private ClientKeys() {}

  /** Its uuid, and what its relay calls its port and its end. */
  static List<ReservationKey> of(DhcpMessage message, Client client) {
    Optional<OptionSet> relay = message.options().find(DhcpOption.RELAY_AGENT);
    return Stream.of(
            client.uuid().map(ReservationKey::of),
            relay.flatMap(said -> key(Kind.CIRCUIT_ID, said, RelaySubOption.CIRCUIT_ID)),
            relay.flatMap(said -> key(Kind.REMOTE_ID, said, RelaySubOption.REMOTE_ID)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<ReservationKey> key(
      Kind kind, OptionSet relay, DhcpOption<Octets> option) {
    return relay
        .find(option)
        .filter(value -> !value.isEmpty() && value.length() <= 0xFF)
        .map(value -> ReservationKey.of(kind, value.toBytes()));
  }
}
