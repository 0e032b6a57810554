package io.ironwake;

import io.ironwake.address.AddressPlan;
import io.ironwake.address.Pool;
import io.ironwake.address.Reservation;
import io.ironwake.address.Subnet;
import io.ironwake.net.Ipv4;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What clients on an interface's link get, in plain words. */
record LinkWords(AddressPlan plan) {
  /** One clause for each subnet of the link. */
  String of(InterfaceChoice choice, List<Ipv4> addresses) {
    List<Subnet> link = link(choice, addresses);
    return link.isEmpty()
        ? undeclared(choice)
        : link.stream().map(each -> clause(each, choice)).collect(Collectors.joining("; "));
  }

  /** Why the interface cannot give the addresses it is told to give; empty when it can. */
  Optional<String> contradiction(InterfaceChoice choice, List<Ipv4> addresses) {
    List<Subnet> link = link(choice, addresses);
    if (!choice.demandsAddresses() || link.stream().anyMatch(this::givesAny)) {
      return Optional.empty();
    }
    String declared =
        link.stream()
            .map(each -> "subnet " + each.name() + " says mode: " + each.mode().word())
            .collect(Collectors.joining(", "));
    return Optional.of(
        "--interface "
            + choice
            + " asks for addresses, but "
            + (declared.isEmpty() ? "no subnet is declared there" : declared)
            + "; declare a subnet there with mode: "
            + choice.mode().word()
            + " (with 'interface: "
            + choice.name()
            + "', or around one of its addresses), or write --interface "
            + choice.name());
  }

  private boolean givesAny(Subnet subnet) {
    return subnet.mode().givesAddresses() || servedInFull(subnet) > 0;
  }

  private List<Subnet> link(InterfaceChoice choice, List<Ipv4> addresses) {
    return addresses.stream()
        .flatMap(address -> plan.forInterface(choice.name(), address).stream())
        .findFirst()
        .map(plan::link)
        .orElse(List.of());
  }

  private static String undeclared(InterfaceChoice choice) {
    return switch (choice.mode()) {
      case OFF -> "silent to DHCP, as --interface " + choice + " says";
      case RESERVATIONS_ONLY ->
          "silent to DHCP, for no subnet is declared here that could reserve an address";
      case FULL, PROXY ->
          "proxyDHCP beside your DHCP server; no subnet is declared here, so no addresses are given";
    };
  }

  private String clause(Subnet subnet, InterfaceChoice choice) {
    Subnet.Mode mode = subnet.mode().and(choice.mode(), true);
    String why = mode == subnet.mode() ? "" : " (as --interface " + choice + " says)";
    String exceptions = choice.mode().givesAddresses() ? exceptions(subnet) : "";
    return clause(subnet, mode) + exceptions + why;
  }

  private static String clause(Subnet subnet, Subnet.Mode mode) {
    return switch (mode) {
      case FULL -> "DHCP gives " + pools(subnet) + " of subnet " + subnet.name();
      case RESERVATIONS_ONLY ->
          "DHCP answers clients with a reservation in subnet " + subnet.name() + ", and no others";
      case PROXY ->
          "proxyDHCP for subnet " + subnet.name() + ", whose addresses come from another server";
      case OFF ->
          "silent to DHCP for subnet "
              + subnet.name()
              + (subnet.mode() == Subnet.Mode.OFF ? ", whose mode is off" : "");
    };
  }

  private String exceptions(Subnet subnet) {
    long own = servedInFull(subnet);
    return own == 0 ? "" : ", except for reservations of mode full (" + own + ")";
  }

  private long servedInFull(Subnet subnet) {
    return subnet.mode() == Subnet.Mode.PROXY
        ? plan.reservations(subnet.id()).all().stream().filter(Reservation::servedInFull).count()
        : 0;
  }

  private static String pools(Subnet subnet) {
    return subnet.pools().isEmpty()
        ? "reserved addresses only"
        : subnet.pools().stream().map(Pool::toString).collect(Collectors.joining(" and "));
  }
}
