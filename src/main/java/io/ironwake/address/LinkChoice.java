package io.ironwake.address;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which of the subnets on one link serves a client: the one whose address it is installing with,
 * the one that reserves an address for it, the one its address lies in, the one it holds a lease
 * of, else the first with a free address.
 *
 * @param givers the subnets of the link that give addresses, in order of preference
 * @param installs whether the client's machine is installing with its lease of a subnet
 * @param reserves whether a subnet has a reservation for the client
 * @param leases whether the client holds a lease of a subnet
 * @param hasRoom whether a subnet has an address for the client; asked last, since it may search
 */
@Pure
public record LinkChoice(
    List<Subnet> givers,
    Predicate<Subnet> installs,
    Predicate<Subnet> reserves,
    Predicate<Subnet> leases,
    Predicate<Subnet> hasRoom) {

  /**
   * The subnet that serves the client.
   *
   * @param claimed the address the client says it has or was offered; a mere wish is none
   * @return empty only when no subnet of the link gives addresses
   */
  public Optional<Subnet> choose(Optional<Ipv4> claimed) {
    if (givers.size() < 2) {
      return givers.stream().findFirst();
    }
    Predicate<Subnet> holdsClaimed =
        subnet -> claimed.filter(address -> subnet.cidr().contains(address)).isPresent();
    return Stream.of(installs, reserves, holdsClaimed, leases, hasRoom)
        .flatMap(test -> givers.stream().filter(test).limit(1))
        .findFirst()
        .or(() -> givers.stream().findFirst());
  }
}
