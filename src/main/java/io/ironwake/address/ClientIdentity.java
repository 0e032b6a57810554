package io.ironwake.address;

import io.ironwake.address.ReservationKey.Kind;
import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What identifies a DHCP client. The NIC counts; the client identifier counts for leases only where
 * a subnet says {@code match-client-id}, because ROM, iPXE and the installed system send different
 * ones.
 *
 * @param htype the IANA hardware type, 0 to 255
 * @param mac {@code chaddr}
 * @param clientId option 61, when sent
 * @param others what else reservations may know it by: its uuid, and what its relay said
 */
@Pure
public record ClientIdentity(
    int htype, MacAddress mac, Optional<ClientId> clientId, List<ReservationKey> others) {
  public ClientIdentity {
    others = List.copyOf(others);
  }

  /** A client that sent neither uuid nor came by a relay that names its port. */
  public ClientIdentity(int htype, MacAddress mac, Optional<ClientId> clientId) {
    this(htype, mac, clientId, List.of());
  }

  /** An Ethernet client without a client identifier. */
  public static ClientIdentity ethernet(MacAddress mac) {
    return new ClientIdentity(1, mac, Optional.empty());
  }

  /** The holder a lease of this client is written under. */
  public HardwareAddress hardware() {
    return new HardwareAddress(htype, mac);
  }

  /** What a reservation may know it by, in the order of {@link Kind}. */
  Stream<ReservationKey> keys() {
    return Stream.concat(
        Stream.concat(
            Stream.of(ReservationKey.of(mac)),
            clientId.stream().map(id -> new ReservationKey(Kind.CLIENT_ID, id.hex()))),
        others.stream().sorted(java.util.Comparator.comparing(ReservationKey::kind)));
  }

  /** Whether it showed a key of that kind. */
  boolean shows(Kind kind) {
    return keys().anyMatch(key -> key.kind() == kind);
  }
}
