package io.ironwake;

import io.ironwake.address.AddressPlan;
import io.ironwake.address.Pool;
import io.ironwake.address.Subnet;
import io.ironwake.net.Ipv4;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What clients on an interface's link get, in plain words. */
record LinkWords(AddressPlan plan) {
  /** One clause for each subnet of the link. */
  String of(InterfaceChoice choice, List<Ipv4> addresses) {
    Optional<Subnet> subnet =
        addresses.stream()
            .flatMap(address -> plan.forInterface(choice.name(), address).stream())
            .findFirst();
    return subnet
        .map(
            first ->
                plan.link(first).stream().map(LinkWords::clause).collect(Collectors.joining("; ")))
        .orElse(undeclared(choice.undeclared()));
  }

  private static String undeclared(Subnet.Mode mode) {
    return mode == Subnet.Mode.OFF
        ? "silent to DHCP, for no subnet is declared here and it is off where none is"
        : "proxyDHCP beside your DHCP server; no subnet is declared here, so no addresses are given";
  }

  private static String clause(Subnet subnet) {
    return switch (subnet.mode()) {
      case FULL -> "DHCP gives " + pools(subnet) + " of subnet " + subnet.name();
      case RESERVATIONS_ONLY ->
          "DHCP answers clients with a reservation in subnet " + subnet.name() + ", and no others";
      case PROXY ->
          "proxyDHCP for subnet " + subnet.name() + ", whose addresses come from another server";
      case OFF -> "silent to DHCP for subnet " + subnet.name() + ", whose mode is off";
    };
  }

  private static String pools(Subnet subnet) {
    return subnet.pools().isEmpty()
        ? "reserved addresses only"
        : subnet.pools().stream().map(Pool::toString).collect(Collectors.joining(" and "));
  }
}
