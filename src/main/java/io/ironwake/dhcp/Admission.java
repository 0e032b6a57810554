package io.ironwake.dhcp;

import io.ironwake.address.Subnet;
import io.ironwake.net.Ipv4;
import java.util.Optional;

/** What is dropped whatever the subnet's mode, each with its reason. */
final class Admission {
  // A BOOTP relay drops what has passed more (RFC 1542 §4.1.1): relays that forward in a circle.
  private static final int MAX_HOPS = 16;
  private static final int MULTICAST_FROM = 224;

  private Admission() {}

  /** Why the request gets no answer; empty when its subnet decides. */
  static Optional<Answer> refusal(Request request) {
    if (request.message().hops() > MAX_HOPS) {
      return Optional.of(
          Answer.silent(
              "loop",
              "it passed "
                  + request.message().hops()
                  + " relays; look for relays that forward to each other"));
    }
    return badRelay(request).or(() -> unknownSubnet(request));
  }

  /** A reply to such an address would be a broadcast (RFC 2131 §4.1: relays get unicast). */
  private static Optional<Answer> badRelay(Request request) {
    Ipv4 giaddr = request.message().giaddr();
    boolean group = giaddr.bits() >>> 24 >= MULTICAST_FROM;
    boolean everybody =
        request.subnet().map(Subnet::cidr).filter(c -> c.broadcast().equals(giaddr)).isPresent();
    return group || everybody
        ? Optional.of(Answer.silent("malformed", "giaddr " + giaddr + " is no relay's address"))
        : Optional.empty();
  }

  private static Optional<Answer> unknownSubnet(Request request) {
    return SubnetChoice.named(request.message())
        .filter(named -> request.subnet().isEmpty())
        .map(
            named ->
                Answer.silent(
                    "unknown-subnet",
                    "no declared subnet contains "
                        + named
                        + ", which the relay names; declare one that does"));
  }
}
