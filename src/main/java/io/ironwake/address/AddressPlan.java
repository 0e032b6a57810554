package io.ironwake.address;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All subnets and their reservations at one moment. Immutable, so doors decide from it without
 * locks.
 */
@Pure
public final class AddressPlan {
  /** Nothing declared. */
  public static final AddressPlan EMPTY = new AddressPlan(List.of(), Map.of());

  private final NavigableMap<Ipv4, Subnet> byNetwork = new TreeMap<>();
  private final Map<UUID, Reservations> reservations;
  private final Map<UUID, List<Subnet>> links;
  private final Map<UUID, List<Subnet>> givers;
  private final Map<UUID, List<Subnet>> proxies;

  /** Takes subnets that do not overlap, and the reservations by the subnet's key. */
  public AddressPlan(Collection<Subnet> subnets, Map<UUID, Reservations> reservations) {
    subnets.forEach(each -> byNetwork.put(each.cidr().network(), each));
    this.reservations = Map.copyOf(reservations);
    this.links =
        byNetwork.values().stream()
            .collect(Collectors.toUnmodifiableMap(Subnet::id, this::withNeighbours));
    this.givers =
        byNetwork.values().stream()
            .collect(Collectors.toUnmodifiableMap(Subnet::id, this::findGivers));
    this.proxies =
        byNetwork.values().stream()
            .collect(Collectors.toUnmodifiableMap(Subnet::id, this::findProxies));
  }

  private List<Subnet> findGivers(Subnet subnet) {
    return subnet.mode() == Subnet.Mode.PROXY
        ? List.of()
        : link(subnet).stream().filter(each -> each.mode().givesAddresses()).toList();
  }

  private List<Subnet> findProxies(Subnet subnet) {
    return link(subnet).stream().filter(each -> each.mode() == Subnet.Mode.PROXY).toList();
  }

  private List<Subnet> withNeighbours(Subnet subnet) {
    boolean isAlone = subnet.sharedNetwork().isEmpty() && subnet.interfaceName().isEmpty();
    return isAlone
        ? List.of(subnet)
        : Stream.concat(
                Stream.of(subnet),
                byNetwork.values().stream().filter(other -> isNeighbour(subnet, other)))
            .toList();
  }

  private static boolean isNeighbour(Subnet subnet, Subnet other) {
    boolean sameNetwork =
        subnet.sharedNetwork().isPresent() && subnet.sharedNetwork().equals(other.sharedNetwork());
    boolean sameInterface =
        subnet.interfaceName().isPresent() && subnet.interfaceName().equals(other.interfaceName());
    return !subnet.id().equals(other.id()) && (sameNetwork || sameInterface);
  }

  /**
   * The subnets on the link of {@code subnet}: itself first, then by network address those of its
   * shared network and those that name the same interface.
   */
  public List<Subnet> link(Subnet subnet) {
    return links.getOrDefault(subnet.id(), List.of(subnet));
  }

  /**
   * The subnets a client on the link of {@code subnet} may get its address from, best first. Where
   * another server gives the addresses, only those count that serve this client all the same.
   *
   * @param inFull whether a subnet in mode proxy gives this client its address
   */
  public List<Subnet> givers(Subnet subnet, Predicate<Subnet> inFull) {
    List<Subnet> usual = givers.getOrDefault(subnet.id(), List.of());
    List<Subnet> beside = proxies.getOrDefault(subnet.id(), List.of());
    return beside.isEmpty()
        ? usual
        : Stream.concat(beside.stream().filter(inFull), usual.stream()).toList();
  }

  /** Every subnet, by network address. */
  public List<Subnet> subnets() {
    return List.copyOf(byNetwork.values());
  }

  /** The subnet of a relayed request, by the relay's address (RFC 2131 §4.3.1). */
  public Optional<Subnet> forRelay(Ipv4 giaddr) {
    return byAddress(giaddr);
  }

  /**
   * The subnet of a request that came in by an interface: the one that names the interface, else
   * the one its address lies in, unless that one names another interface. Of several the one of the
   * address comes first, and those switched off last.
   */
  public Optional<Subnet> forInterface(String interfaceName, Ipv4 interfaceAddress) {
    return byNetwork.values().stream()
        .filter(each -> each.interfaceName().filter(interfaceName::equals).isPresent())
        .min(
            Comparator.comparing((Subnet each) -> each.mode() == Subnet.Mode.OFF)
                .thenComparing(each -> !each.cidr().contains(interfaceAddress)))
        .or(() -> byAddress(interfaceAddress).filter(each -> each.interfaceName().isEmpty()));
  }

  /** The subnet an address lies in. */
  public Optional<Subnet> byAddress(Ipv4 address) {
    return Optional.ofNullable(byNetwork.floorEntry(address))
        .map(Map.Entry::getValue)
        .filter(each -> each.cidr().contains(address));
  }

  public Optional<Subnet> byName(String name) {
    return byNetwork.values().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  public Optional<Subnet> byId(UUID id) {
    return byNetwork.values().stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /** The reservations of a subnet; none when it is unknown. */
  public Reservations reservations(UUID subnet) {
    return reservations.getOrDefault(subnet, Reservations.NONE);
  }
}
