package io.ironwake.address;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import java.util.Optional;
import java.util.UUID;

/**
 * An address kept for one client; it may lie outside the subnet's pools.
 *
 * @param id its key
 * @param version grows by one with each change
 * @param subnet the subnet's key
 * @param key what the client is known by; a MAC is never a group address
 * @param address the address it always gets
 * @param hostname sent as option 12; one DNS label of 1 to 63 characters
 * @param options sent to it before those of every other level
 * @param servedInFull whether the client gets it where its subnet's mode is {@code proxy} too
 */
@Pure
public record Reservation(
    UUID id,
    long version,
    UUID subnet,
    ReservationKey key,
    Ipv4 address,
    Optional<String> hostname,
    DeclaredOptions options,
    boolean servedInFull) {
  public Reservation {
    if (key.kind() == ReservationKey.Kind.MAC) {
      requireNic(MacAddress.of(key.toBytes()));
    }
    hostname.ifPresent(Reservation::requireLabel);
  }

  /** One that follows its subnet's mode. */
  public Reservation(
      UUID id,
      long version,
      UUID subnet,
      ReservationKey key,
      Ipv4 address,
      Optional<String> hostname,
      DeclaredOptions options) {
    this(id, version, subnet, key, address, hostname, options, false);
  }

  private static void requireNic(MacAddress mac) {
    if (mac.isMulticast() || mac.isZero()) {
      throw new IllegalArgumentException(
          mac
              + " names no single NIC; give the MAC address printed on the NIC or shown by its"
              + " firmware");
    }
  }

  private static void requireLabel(String hostname) {
    if (!hostname.matches("[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")) {
      throw new IllegalArgumentException(
          "'"
              + hostname
              + "' is not a host name; use 1 to 63 letters, digits and inner dashes, without a"
              + " domain");
    }
  }
}
