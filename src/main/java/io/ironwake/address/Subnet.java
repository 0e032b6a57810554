package io.ironwake.address;

import io.ironwake.net.Cidr;
import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A declared network.
 *
 * @param id its key
 * @param version grows by one with each change
 * @param name unique; lower-case letters, digits and inner dashes, at most 63
 * @param cidr its addresses; subnets never overlap
 * @param mode whether Ironwake gives the addresses here
 * @param pools what it gives from, each inside {@code cidr}; none in the modes that give no pooled
 *     addresses
 * @param options what replies tell beside the address
 * @param lease how addresses are given
 * @param boot how network boots are answered
 * @param interfaceName the interface it hangs on; empty to find it by the interface's address
 * @param sharedNetwork the link it lies on together with the other subnets of that name
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
    Optional<String> interfaceName,
    Optional<String> sharedNetwork) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  /** What Ironwake does for the clients of a subnet. */
  public enum Mode {
    /** Ironwake is the DHCP server. */
    FULL,
    /** Another server gives addresses; Ironwake adds the boot answer (proxyDHCP). */
    PROXY,
    /** Address and boot answer for clients with a reservation, silence to all others. */
    RESERVATIONS_ONLY,
    /** Silence to all; unknown machines get no boot files either. */
    OFF;

    /** Whether clients can have their address from Ironwake. */
    public boolean givesAddresses() {
      return this == FULL || this == RESERVATIONS_ONLY;
    }

    /**
     * What a client gets that is under two modes at once: an answer only where both answer it, an
     * address only where both give it one. {@code RESERVATIONS_ONLY} for a client without a
     * reservation is silence.
     *
     * @param reserved whether an address is reserved for the client
     */
    public Mode and(Mode other, boolean reserved) {
      if (this == OFF || other == OFF) {
        return OFF;
      }
      boolean chosen = this == RESERVATIONS_ONLY || other == RESERVATIONS_ONLY;
      if (chosen && !reserved) {
        return RESERVATIONS_ONLY;
      }
      if (this == PROXY || other == PROXY) {
        return PROXY;
      }
      return chosen ? RESERVATIONS_ONLY : FULL;
    }

    /** The word in REST, in the declared file and on the command line. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public Subnet {
    requireName("subnet", name);
    sharedNetwork.ifPresent(shared -> requireName("shared-network", shared));
    pools = List.copyOf(pools);
  }

  private static void requireName(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is not a "
              + what
              + " name; use 1 to 63 lower-case letters, digits and inner dashes");
    }
  }

  /** This subnet as a client sees it that is served in another mode. */
  public Subnet as(Mode seen) {
    return seen == mode
        ? this
        : new Subnet(
            id,
            version,
            name,
            cidr,
            seen,
            pools,
            options,
            lease,
            boot,
            interfaceName,
            sharedNetwork);
  }

  /** The rules that hold for boot requests: none for unknown machines where the mode is off. */
  public BootRules effectiveBoot() {
    return mode == Mode.OFF ? boot.ignoringUnknown() : boot;
  }

  /** True when an address belongs to a pool. */
  public boolean isPooled(Ipv4 address) {
    return poolOf(address).isPresent();
  }

  /** The pool an address belongs to. */
  public Optional<Pool> poolOf(Ipv4 address) {
    return pools.stream().filter(pool -> pool.contains(address)).findFirst();
  }

  /**
   * True for an address the subnet's own text names for something else: gateway, DNS server or TFTP
   * server.
   */
  public boolean isService(Ipv4 address) {
    return services().anyMatch(address::equals);
  }

  /** The addresses of {@link #isService}. */
  Stream<Ipv4> services() {
    return Stream.of(
            options.gateway().stream(), options.dnsServers().stream(), boot.nextServer().stream())
        .flatMap(each -> each);
  }
}
