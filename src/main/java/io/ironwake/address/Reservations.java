package io.ironwake.address;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The reservations of one subnet, found by NIC and by address. Immutable. */
@Pure
public final class Reservations {
  /** A subnet without reservations. */
  public static final Reservations NONE = new Reservations(java.util.List.of());

  private final Map<MacAddress, Reservation> byMac;
  private final Map<Ipv4, Reservation> byAddress;

  /** Takes reservations of one subnet, no two for the same NIC or address. */
  public Reservations(Collection<Reservation> all) {
    byMac = all.stream().collect(Collectors.toUnmodifiableMap(Reservation::mac, each -> each));
    byAddress =
        all.stream().collect(Collectors.toUnmodifiableMap(Reservation::address, each -> each));
  }

  public Optional<Reservation> of(MacAddress mac) {
    return Optional.ofNullable(byMac.get(mac));
  }

  public Optional<Reservation> at(Ipv4 address) {
    return Optional.ofNullable(byAddress.get(address));
  }

  public Collection<Reservation> all() {
    return byMac.values();
  }

  boolean isForAnother(Ipv4 address, MacAddress mac) {
    Reservation found = byAddress.get(address);
    return found != null && !found.mac().equals(mac);
  }
}
