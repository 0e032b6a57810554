package io.ironwake.boot;

import io.ironwake.address.BootRules;
import io.ironwake.address.Subnet;
import io.ironwake.address.Subnets;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which rules hold where, from memory, and the port the boot plane answers on. */
@ApplicationScoped
class BootSites {
  private final Subnets subnets;
  private final Groups groups;
  private final BootRules undeclared;
  private volatile int port;

  BootSites(
      Subnets subnets,
      Groups groups,
      @ConfigProperty(name = "ironwake.unknown", defaultValue = "hold") String unknown) {
    this.subnets = subnets;
    this.groups = groups;
    this.undeclared =
        new BootRules(
            unknown(unknown),
            Optional.empty(),
            Optional.empty(),
            BootRules.DEFAULT.localBoot(),
            BootRules.DEFAULT.nonce(),
            Optional.empty());
  }

  static BootRules.Unknown unknown(String word) {
    return Arrays.stream(BootRules.Unknown.values())
        .filter(each -> each.name().equalsIgnoreCase(word.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "ironwake.unknown: '"
                        + word
                        + "' is no rule for unknown machines; use ignore, hold or inspect"));
  }

  int port() {
    return port;
  }

  void port(int actual) {
    port = actual;
  }

  BootSite of(Optional<String> subnet) {
    return new BootSite(
        subnet.flatMap(subnets.current()::byName).map(Subnet::effectiveBoot).orElse(undeclared),
        groups.current());
  }

  BootSite ofClient(Ipv4 client) {
    return new BootSite(
        subnets.current().byAddress(client).map(Subnet::effectiveBoot).orElse(undeclared),
        groups.current());
  }

  /** A request by a client that has an address, at a door other than DHCP. */
  BootRequest request(Door door, MacAddress mac, BootStage stage, Ipv4 client, Ipv4 server) {
    return new BootRequest(
        door,
        mac,
        stage,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(client),
        server,
        subnets.current().byAddress(client).map(Subnet::name));
  }
}
