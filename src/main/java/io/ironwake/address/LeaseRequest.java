package io.ironwake.address;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A client asks to hold an address, for the first time or again (DHCPREQUEST).
 *
 * @param subnet the subnet it sits in
 * @param client who asks
 * @param address what it asks for
 * @param hostname what it calls itself (option 12), cut to 255 characters
 * @param lifetime how long it is to last, at least one second
 * @param protectedAddresses addresses kept for machines that are INSTALLING
 */
@Pure
public record LeaseRequest(
    Subnet subnet,
    ClientIdentity client,
    Ipv4 address,
    Optional<String> hostname,
    Duration lifetime,
    Set<Ipv4> protectedAddresses) {
  private static final int HOSTNAME_LIMIT = 255;

  public LeaseRequest {
    hostname =
        hostname.map(
            name -> name.length() > HOSTNAME_LIMIT ? name.substring(0, HOSTNAME_LIMIT) : name);
    protectedAddresses = Set.copyOf(protectedAddresses);
  }

  /** For the subnet's usual lifetime. */
  public LeaseRequest(
      Subnet subnet,
      ClientIdentity client,
      Ipv4 address,
      Optional<String> hostname,
      Set<Ipv4> protectedAddresses) {
    this(subnet, client, address, hostname, subnet.lease().validLifetime(), protectedAddresses);
  }
}
