package io.ironwake.dhcp;

import io.ironwake.address.ClientId;
import io.ironwake.address.ClientIdentity;
import io.ironwake.address.ReservationKey;
import io.ironwake.address.ReservationKey.Kind;
import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.OptionSet;
import io.ironwake.wire.dhcp.RelaySubOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a request says of its client. */
@Pure
final class ClientKeys {
  private ClientKeys() {}

  /** Who leases: the NIC, and its client id when that has a legal length. */
  static ClientIdentity identity(DhcpMessage message, Client client) {
    Optional<ClientId> clientId =
        message
            .options()
            .find(DhcpOption.CLIENT_ID)
            .filter(id -> !id.isEmpty() && id.length() <= 0xFF)
            .map(id -> ClientId.of(id.toBytes()));
    return new ClientIdentity(
        message.hardware().type(), client.mac(), clientId, of(message, client));
  }

  /** Its uuid, and what its relay calls its port and its end. */
  static List<ReservationKey> of(DhcpMessage message, Client client) {
    List<ReservationKey> keys = new ArrayList<>(3);
    client.uuid().map(ReservationKey::of).ifPresent(keys::add);
    message
        .options()
        .find(DhcpOption.RELAY_AGENT)
        .ifPresent(
            relay -> {
              key(Kind.CIRCUIT_ID, relay, RelaySubOption.CIRCUIT_ID).ifPresent(keys::add);
              key(Kind.REMOTE_ID, relay, RelaySubOption.REMOTE_ID).ifPresent(keys::add);
            });
    return List.copyOf(keys);
  }

  private static Optional<ReservationKey> key(
      Kind kind, OptionSet relay, DhcpOption<Octets> option) {
    return relay
        .find(option)
        .filter(value -> !value.isEmpty() && value.length() <= 0xFF)
        .map(value -> ReservationKey.of(kind, value.toBytes()));
  }
}
