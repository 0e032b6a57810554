package io.ironwake.dhcp;

import io.ironwake.net.Ipv4;
import io.ironwake.udp.HostInterface;
import java.util.List;
import java.util.Optional;

/**
 * Where the DHCP doors open.
 *
 * @param interfaceName the interface to bind to; empty for relayed requests only, at the first
 *     address
 * @param addresses our addresses there, the one to present to clients first; at least one
 * @param hasClients whether clients and other servers may sit on its link; false for loopback,
 *     where only relays ask
 */
public record DhcpListen(Optional<String> interfaceName, List<Ipv4> addresses, boolean hasClients) {
  public DhcpListen {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException(
          interfaceName
              .map(name -> "interface " + name + " has no IPv4 address; give it one first")
              .orElse("no address to listen at"));
    }
  }

  /**
   * All of an interface.
   *
   * @throws IllegalArgumentException when it has no IPv4 address
   */
  public static DhcpListen on(HostInterface host) {
    return new DhcpListen(
        Optional.of(host.name()),
        host.addresses().stream().map(HostInterface.HostAddress::address).toList(),
        !host.loopback());
  }

  /** What to bind to: broadcasts reach only a socket on all addresses. */
  Ipv4 bindAddress() {
    return interfaceName.isPresent() ? Ipv4.ANY : addresses.getFirst();
  }

  /** The address to name to a client whose packet came to {@code destination}. */
  Ipv4 serverAddress(Ipv4 destination) {
    return addresses.contains(destination) ? destination : addresses.getFirst();
  }
}
