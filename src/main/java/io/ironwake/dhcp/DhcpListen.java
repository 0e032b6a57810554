package io.ironwake.dhcp;

import io.ironwake.address.Subnet;
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
 * @param mode what its link's clients may get at most, see {@link Subnet.Mode#and}; {@code FULL}
 *     leaves it to the declared subnets
 */
public record DhcpListen(
    Optional<String> interfaceName, List<Ipv4> addresses, boolean hasClients, Subnet.Mode mode) {
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
   * @param mode what its link's clients may get at most
   * @throws IllegalArgumentException when it has no IPv4 address
   */
  public static DhcpListen on(HostInterface host, Subnet.Mode mode) {
    return new DhcpListen(
        Optional.of(host.name()),
        host.addresses().stream().map(HostInterface.HostAddress::address).toList(),
        !host.loopback(),
        mode);
  }

  /** What clients get for whose link no subnet is declared: there are no addresses to give. */
  Subnet.Mode undeclared() {
    return mode == Subnet.Mode.FULL ? Subnet.Mode.PROXY : mode;
  }

  /** What to bind to: broadcasts reach only a socket on all addresses. */
  Ipv4 bindAddress() {
    return interfaceName.isPresent() ? Ipv4.ANY : addresses.getFirst();
  }

  /**
   * The address to name to a client of {@code subnet} whose packet came to {@code destination}:
   * that one, else ours in its subnet, else the first.
   */
  Ipv4 serverAddress(Ipv4 destination, Optional<Subnet> subnet) {
    if (addresses.contains(destination)) {
      return destination;
    }
    return addresses.stream()
        .filter(each -> subnet.filter(known -> known.cidr().contains(each)).isPresent())
        .findFirst()
        .orElse(addresses.getFirst());
  }
}
