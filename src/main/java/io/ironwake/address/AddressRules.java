package io.ironwake.address;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a declared subnet or reservation must keep. Every sentence names the fix. */
@Pure
final class AddressRules {
  private AddressRules() {}

  /**
   * What is wrong with {@code subnet} beside the other subnets and under its own reservations;
   * empty when it is right.
   */
  static List<String> check(
      Subnet subnet, Collection<Subnet> others, Collection<Reservation> reservations) {
    List<String> wrong = new ArrayList<>();
    checkNeighbours(subnet, others, wrong);
    checkPools(subnet, wrong);
    subnet
        .options()
        .gateway()
        .filter(each -> !subnet.cidr().isUsable(each))
        .ifPresent(
            gateway ->
                wrong.add(
                    "the gateway "
                        + gateway
                        + " is not a host address of "
                        + subnet.cidr()
                        + "; correct one of the two"));
    for (Reservation each : reservations) {
      wrong.addAll(check(each, subnet, List.of()));
    }
    return wrong;
  }

  /** What is wrong with a reservation beside the others of its subnet. */
  static List<String> check(
      Reservation reservation, Subnet subnet, Collection<Reservation> others) {
    List<String> wrong = new ArrayList<>();
    String what = "the reservation of " + reservation.address() + " for " + reservation.key();
    if (!subnet.cidr().isUsable(reservation.address())) {
      wrong.add(
          what
              + " is not a host address of subnet "
              + subnet.name()
              + " ("
              + subnet.cidr()
              + "); choose one inside");
    } else if (subnet.isService(reservation.address())) {
      wrong.add(
          what
              + " takes the gateway, a DNS server or the next-server of subnet "
              + subnet.name()
              + "; choose another");
    }
    for (Reservation other : others) {
      if (other.id().equals(reservation.id())) {
        continue;
      }
      if (other.key().equals(reservation.key())) {
        wrong.add(
            reservation.key()
                + " already has the reservation "
                + other.address()
                + " in subnet "
                + subnet.name()
                + "; change or delete that one");
      } else if (other.address().equals(reservation.address())) {
        wrong.add(
            reservation.address()
                + " is already reserved for "
                + other.key()
                + "; choose another address");
      }
    }
    return wrong;
  }

  private static void checkNeighbours(
      Subnet subnet, Collection<Subnet> others, List<String> wrong) {
    for (Subnet other : others) {
      if (other.id().equals(subnet.id())) {
        continue;
      }
      if (other.cidr().overlaps(subnet.cidr())) {
        wrong.add(
            "subnet "
                + subnet.name()
                + " ("
                + subnet.cidr()
                + ") overlaps subnet "
                + other.name()
                + " ("
                + other.cidr()
                + "); make one of them smaller");
      }
      if (other.name().equals(subnet.name())) {
        wrong.add(
            "there is already a subnet named "
                + other.name()
                + " ("
                + other.cidr()
                + "); choose another name");
      }
      if (subnet.sharedNetwork().isPresent()
          && subnet.sharedNetwork().equals(other.sharedNetwork())) {
        checkShared(subnet.sharedNetwork().get(), subnet, other, wrong);
      } else if (subnet.interfaceName().isPresent()
          && subnet.interfaceName().equals(other.interfaceName())) {
        checkMixed(
            "subnets "
                + subnet.name()
                + " and "
                + other.name()
                + " name the interface "
                + subnet.interfaceName().get(),
            subnet,
            other,
            wrong);
      }
    }
  }

  private static void checkShared(String name, Subnet subnet, Subnet other, List<String> wrong) {
    String both =
        "subnets " + subnet.name() + " and " + other.name() + " share the network " + name;
    checkMixed(both, subnet, other, wrong);
    if (subnet.interfaceName().isPresent()
        && other.interfaceName().isPresent()
        && !subnet.interfaceName().equals(other.interfaceName())) {
      wrong.add(
          both
              + " but name the interfaces "
              + subnet.interfaceName().get()
              + " and "
              + other.interfaceName().get()
              + "; a link has one, so correct one of them");
    }
  }

  private static void checkMixed(String both, Subnet subnet, Subnet other, List<String> wrong) {
    if (isMixed(subnet, other) || isMixed(other, subnet)) {
      wrong.add(
          both
              + ", and only one of them is in mode proxy; on one link either Ironwake gives the"
              + " addresses or another server does: give both the same mode (to change both, switch"
              + " one off first), and reserve with mode: full what a proxy is to give");
    }
  }

  private static boolean isMixed(Subnet one, Subnet other) {
    return one.mode() == Subnet.Mode.PROXY && other.mode().givesAddresses();
  }

  private static void checkPools(Subnet subnet, List<String> wrong) {
    if (!subnet.pools().isEmpty()) {
      poolsRefusal(subnet.mode()).ifPresent(why -> wrong.add("subnet " + subnet.name() + why));
    }
    for (int i = 0; i < subnet.pools().size(); i++) {
      Pool pool = subnet.pools().get(i);
      if (!subnet.cidr().contains(pool.range().first())
          || !subnet.cidr().contains(pool.range().last())) {
        wrong.add(
            "the pool "
                + pool
                + " is outside its subnet "
                + subnet.name()
                + " ("
                + subnet.cidr()
                + "); choose addresses inside");
      }
      for (Pool other : subnet.pools().subList(0, i)) {
        if (other.range().overlaps(pool.range())) {
          wrong.add(
              "the pools "
                  + other
                  + " and "
                  + pool
                  + " of subnet "
                  + subnet.name()
                  + " overlap; join them into one");
        }
      }
    }
  }

  private static Optional<String> poolsRefusal(Subnet.Mode mode) {
    return switch (mode) {
      // Switched off for a while, it keeps what it is to have again.
      case FULL, OFF -> Optional.empty();
      case PROXY ->
          Optional.of(
              " is in proxy mode, where another server gives the addresses; remove its pools or say"
                  + " mode: full");
      case RESERVATIONS_ONLY ->
          Optional.of(" gives reserved addresses only; remove its pools or say mode: full");
    };
  }
}
