package io.ironwake.network;

import io.ironwake.net.Cidr;
import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import java.util.List;

/**
 * What Ironwake does on one link.
 *
 * @param interfaceName the interface
 * @param mode the declared subnet's mode as written, or {@code undeclared}
 * @param givesAddresses whether that mode gives addresses to everybody
 * @param besideForeign whether the operator wants addresses given beside another server
 * @param refusing whether new addresses are held back because of another server
 * @param fixedUrls whether the subnet admits clients without a nonce ({@code nonce: optional})
 * @param addresses our addresses there
 * @param networks the networks they lie in
 */
@Pure
public record LinkFacts(
    String interfaceName,
    String mode,
    boolean givesAddresses,
    boolean besideForeign,
    boolean refusing,
    boolean fixedUrls,
    List<Ipv4> addresses,
    List<Cidr> networks) {
  public LinkFacts {
    addresses = List.copyOf(addresses);
    networks = List.copyOf(networks);
  }
}
