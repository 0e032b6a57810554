package io.ironwake.dhcp;

import io.ironwake.address.ConflictProbe;

/**
 * The ways to find out whether an address is in use, for one door.
 *
 * @param arp on the door's link; {@link AddressProbe#NONE} without one
 * @param echo everywhere
 */
record Probes(AddressProbe arp, AddressProbe echo) {
  AddressProbe by(ConflictProbe.Method method) {
    return switch (method) {
      case OFF -> AddressProbe.NONE;
      case ARP -> arp;
      case ICMP -> echo;
    };
  }
}
