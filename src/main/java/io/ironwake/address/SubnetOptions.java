package io.ironwake.address;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import java.util.List;
import java.util.Optional;

/**
 * What a full DHCP reply tells a client of this subnet beside its address.
 *
 * @param gateway option 3
 * @param dnsServers option 6, in order
 * @param domain option 15: labels of letters, digits and inner dashes with dots between, at most
 *     253 characters
 * @param others further options
 */
@Pure
public record SubnetOptions(
    Optional<Ipv4> gateway,
    List<Ipv4> dnsServers,
    Optional<String> domain,
    DeclaredOptions others) {
  /** No option beside the address itself. */
  public static final SubnetOptions NONE =
      new SubnetOptions(Optional.empty(), List.of(), Optional.empty(), DeclaredOptions.NONE);

  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

  public SubnetOptions {
    dnsServers = List.copyOf(dnsServers);
    domain.ifPresent(SubnetOptions::requireDomain);
  }

  private static void requireDomain(String domain) {
    if (domain.length() > 253 || !domain.matches(LABEL + "(?:\\." + LABEL + ")*")) {
      throw new IllegalArgumentException(
          "'"
              + domain
              + "' is not a domain; write it as rack1.example.org, names in other scripts in their"
              + " xn-- form");
    }
  }
}
