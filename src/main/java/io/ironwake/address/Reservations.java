package io.ironwake.address;

import io.ironwake.address.ReservationKey.Kind;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The reservations of one subnet, found by client and by address. Immutable. */
@Pure
public final class Reservations {
  /** A subnet without reservations. */
  public static final Reservations NONE = new Reservations(List.of());

  private final Map<ReservationKey, Reservation> byKey;
  // MACs once more by themselves: most sites reserve by nothing else, and doors look for each
  // client.
  private final Map<MacAddress, Reservation> byMac;
  private final Map<Ipv4, Reservation> byAddress;

  /** Takes reservations of one subnet, no two for the same key or address. */
  public Reservations(Collection<Reservation> all) {
    byKey = all.stream().collect(Collectors.toUnmodifiableMap(Reservation::key, each -> each));
    byMac =
        all.stream()
            .filter(each -> each.key().kind() == Kind.MAC)
            .collect(
                Collectors.toUnmodifiableMap(
                    each -> MacAddress.of(each.key().toBytes()), each -> each));
    byAddress =
        all.stream().collect(Collectors.toUnmodifiableMap(Reservation::address, each -> each));
  }

  /** The reservation of a client: by MAC, else client identifier, uuid, circuit, remote id. */
  public Optional<Reservation> of(ClientIdentity client) {
    Optional<Reservation> ofNic = Optional.ofNullable(byMac.get(client.mac()));
    return ofNic.isPresent() || byMac.size() == byKey.size()
        ? ofNic
        : client.keys().flatMap(key -> of(key).stream()).findFirst();
  }

  /**
   * The reservation of a client that holds a lease. A system does not repeat the uuid its firmware
   * sent, and a renewal passes no relay; so whoever holds the address keeps the reservation unless
   * the request shows another key of that kind.
   */
  public Optional<Reservation> of(ClientIdentity client, Optional<Lease> held) {
    return of(client)
        .or(
            () ->
                held.flatMap(lease -> at(lease.address()))
                    .filter(reserved -> !client.shows(reserved.key().kind())));
  }

  public Optional<Reservation> of(ReservationKey key) {
    return Optional.ofNullable(byKey.get(key));
  }

  public Optional<Reservation> at(Ipv4 address) {
    return Optional.ofNullable(byAddress.get(address));
  }

  public Collection<Reservation> all() {
    return byKey.values();
  }
}
