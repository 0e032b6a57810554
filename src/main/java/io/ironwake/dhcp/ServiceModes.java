package io.ironwake.dhcp;

import io.ironwake.address.Subnet;
import java.util.Optional;

/** Whom a subnet's mode leaves without any answer. */
record ServiceModes(AddressDesk desk) {
  /** Silence with its reason; empty when the request is to be answered. */
  Optional<Answer> silence(Request request) {
    return switch (request.mode()) {
      case OFF -> Optional.of(Answer.silent("off", off(request)));
      case RESERVATIONS_ONLY -> withoutReservation(request);
      case FULL, PROXY -> Optional.empty();
    };
  }

  private static String off(Request request) {
    if (isByInterface(request, Subnet.Mode.OFF)) {
      return "the interface is switched off" + said(request);
    }
    return request
        .subnet()
        .map(subnet -> "subnet " + subnet.name() + " is switched off (mode: off)")
        .orElse("nothing is served here");
  }

  private static boolean isByInterface(Request request, Subnet.Mode mode) {
    return !request.message().isRelayed() && request.listen().mode() == mode;
  }

  private static String said(Request request) {
    DhcpListen listen = request.listen();
    return listen
        .interfaceName()
        .map(name -> " (--interface " + name + "=" + listen.mode().word() + ")")
        .orElse("");
  }

  private Optional<Answer> withoutReservation(Request request) {
    boolean reserved =
        request.subnet().filter(subnet -> desk.isReserved(subnet, request.identity())).isPresent();
    String who =
        isByInterface(request, Subnet.Mode.RESERVATIONS_ONLY)
            ? "the interface" + said(request)
            : "subnet " + request.subnet().map(Subnet::name).orElse("-");
    return reserved
        ? Optional.empty()
        : Optional.of(
            Answer.silent(
                "no-reservation",
                who + " answers clients with a reservation only; reserve an address for it"));
  }
}
