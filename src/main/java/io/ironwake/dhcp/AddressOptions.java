package io.ironwake.dhcp;

import io.ironwake.address.DeclaredOptions;
import io.ironwake.address.LeaseTimes;
import io.ironwake.address.Subnet;
import io.ironwake.quirk.Effect;
import io.ironwake.quirk.Effects;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.OptionSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a subnet tells its clients beside the address, worked out once per version of the subnet.
 */
final class AddressOptions {
  private final Map<UUID, Made> made = new ConcurrentHashMap<>();

  private record Made(long version, OptionSet options) {}

  /** Mask, broadcast address, router, DNS and domain. */
  OptionSet of(Subnet subnet) {
    Made last = made.get(subnet.id());
    if (last == null || last.version != subnet.version()) {
      last = new Made(subnet.version(), make(subnet));
      made.put(subnet.id(), last);
    }
    return last.options;
  }

  /** Lease time with the moments to renew and rebind (RFC 2131 §4.4.5). */
  static OptionSet times(LeaseTimes times, Duration lifetime) {
    return OptionSet.builder()
        .put(DhcpOption.LEASE_TIME, lifetime)
        .put(DhcpOption.RENEWAL_TIME, times.renewal(lifetime))
        .put(DhcpOption.REBINDING_TIME, times.rebinding(lifetime))
        .build();
  }

  /**
   * Of the declared options those the client asked for by option 55, and those marked to go out
   * always; all where it sent no such list, or a rule says that it needs more than it asks for
   * (quirk 37).
   */
  static OptionSet asked(DeclaredOptions declared, DhcpMessage request, Effects effects) {
    Optional<List<Integer>> list =
        request
            .options()
            .find(DhcpOption.PARAMETER_REQUEST_LIST)
            .filter(any -> !effects.has(Effect.ALWAYS_REPLY_WITH_OPTIONS));
    OptionSet.Builder options = OptionSet.builder();
    declared.byCode().values().stream()
        .filter(each -> each.always() || list.isEmpty() || list.get().contains(each.code()))
        .forEach(each -> options.put(each.code(), each.value()));
    return options.build();
  }

  private static OptionSet make(Subnet subnet) {
    OptionSet.Builder options =
        OptionSet.builder()
            .put(DhcpOption.SUBNET_MASK, subnet.cidr().mask())
            .put(DhcpOption.BROADCAST_ADDRESS, subnet.cidr().broadcast());
    subnet
        .options()
        .gateway()
        .ifPresent(gateway -> options.put(DhcpOption.ROUTERS, List.of(gateway)));
    if (!subnet.options().dnsServers().isEmpty()) {
      options.put(DhcpOption.DNS_SERVERS, subnet.options().dnsServers());
    }
    subnet.options().domain().ifPresent(domain -> options.put(DhcpOption.DOMAIN_NAME, domain));
    return options.build();
  }
}
