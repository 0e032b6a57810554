package io.ironwake.address;

import io.ironwake.net.Cidr;
import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A declared network.
 *
 * @param id its key
 * @param version grows by one with each change
 * @param name unique; lower-case letters, digits and inner dashes, at most 63
 * @param cidr its addresses; subnets never overlap
 * @param mode whether Ironwake gives the addresses here
 * @param pools what it gives from, each inside {@code cidr}; none in proxy mode
 * @param options what replies tell beside the address
 * @param lease how addresses are given
 * @param boot how network boots are answered
 * @param interfaceName the interface it hangs on; empty to find it by the interface's address
 */
@Pure
public record Subnet(
    UUID id,
    long version,
    String name,
    Cidr cidr,
    Mode mode,
    List<Pool> pools,
    SubnetOptions options,
    LeaseRules lease,
    BootRules boot,
    Optional<String> interfaceName) {

  /** Who gives the addresses. */
  public enum Mode {
    /** Ironwake is the DHCP server. */
    FULL,
    /** Another server gives addresses; Ironwake adds the boot answer (proxyDHCP). */
    PROXY
  }

  public Subnet {
    if (!name.matches("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is not a subnet name; use 1 to 63 lower-case letters, digits and inner dashes");
    }
    pools = List.copyOf(pools);
  }

  /** True when an address belongs to a pool. */
  public boolean isPooled(Ipv4 address) {
    return pools.stream().anyMatch(pool -> pool.contains(address));
  }

  /**
   * True for an address the subnet's own text names for something else: gateway, DNS server or TFTP
   * server.
   */
  public boolean isService(Ipv4 address) {
    return options.gateway().filter(address::equals).isPresent()
        || options.dnsServers().contains(address)
        || boot.nextServer().filter(address::equals).isPresent();
  }
}
