package io.ironwake.address;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import io.ironwake.wire.dhcp.OptionText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a full DHCP reply tells a client of this subnet beside its address.
 *
 * @param gateway option 3
 * @param dnsServers option 6, in order
 * @param domain option 15: labels of letters, digits and inner dashes with dots between, at most
 *     253 characters
 * @param others further options by code, each value in the form {@link OptionText} reads
 */
@Pure
public record SubnetOptions(
    Optional<Ipv4> gateway,
    List<Ipv4> dnsServers,
    Optional<String> domain,
    Map<Integer, String> others) {
  /** No option beside the address itself. */
  public static final SubnetOptions NONE =
      new SubnetOptions(Optional.empty(), List.of(), Optional.empty(), Map.of());

  // Lease and transport options are the server's business, and these have a key of their own: mask,
  // router, DNS, domain.
  private static final Set<Integer> OURS =
      Set.of(
          0, 1, 3, 6, 15, 50, 51, 52, 53, 54, 55, 57, 58, 59, 60, 61, 66, 67, 82, 93, 94, 97, 255);

  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

  public SubnetOptions {
    dnsServers = List.copyOf(dnsServers);
    domain.ifPresent(SubnetOptions::requireDomain);
    others.keySet().forEach(SubnetOptions::requireFree);
    others.forEach(OptionText::parse);
    others = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(others));
  }

  private static void requireDomain(String domain) {
    if (domain.length() > 253 || !domain.matches(LABEL + "(?:\\." + LABEL + ")*")) {
      throw new IllegalArgumentException(
          "'"
              + domain
              + "' is not a domain; write it as rack1.example.org, names in other scripts in their xn-- form");
    }
  }

  private static void requireFree(int code) {
    if (code < 1 || code > 254) {
      throw new IllegalArgumentException(
          "DHCP option " + code + " does not exist; codes are 1 to 254");
    }
    if (OURS.contains(code)) {
      throw new IllegalArgumentException(
          "DHCP option "
              + code
              + " is set by Ironwake itself; use gateway, dns, domain, next-server or boot-url, or leave it out");
    }
  }
}
