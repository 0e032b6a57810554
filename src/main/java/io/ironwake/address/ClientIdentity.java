package io.ironwake.address;

import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import java.util.Optional;

/**
 * What identifies a DHCP client. The NIC counts; the client identifier counts only where a subnet
 * says {@code match-client-id}, because ROM, iPXE and the installed system send different ones.
 *
 * @param htype the IANA hardware type, 0 to 255
 * @param mac {@code chaddr}
 * @param clientId option 61, when sent
 */
@Pure
public record ClientIdentity(int htype, MacAddress mac, Optional<ClientId> clientId) {
  /** An Ethernet client without a client identifier. */
  public static ClientIdentity ethernet(MacAddress mac) {
    return new ClientIdentity(1, mac, Optional.empty());
  }

  /** The holder a lease of this client is written under. */
  public HardwareAddress hardware() {
    return new HardwareAddress(htype, mac);
  }
}
