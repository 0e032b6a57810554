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
    return request
        .subnet()
        .map(subnet -> "subnet " + subnet.name() + " is switched off (mode: off)")
        .orElse("no subnet is declared for this link, and the interface is off where none is");
  }

  private Optional<Answer> withoutReservation(Request request) {
    return request
        .subnet()
        .filter(subnet -> !desk.isReserved(subnet, request.identity()))
        .map(Subnet::name)
        .map(
            name ->
                Answer.silent(
                    "no-reservation",
                    "subnet "
                        + name
                        + " answers clients with a reservation only; reserve an address for it"));
  }
}
