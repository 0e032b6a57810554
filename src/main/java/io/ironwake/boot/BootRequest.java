package io.ironwake.boot;

import io.ironwake.net.ClientArch;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import io.ironwake.quirk.Traits;
import java.util.Optional;
import java.util.UUID;

/**
 * What a door knows about the client that asks.
 *
 * @param door where it asked
 * @param mac the network interface that boots
 * @param stage how far the boot has come
 * @param arch its firmware, when it said so (option 93)
 * @param smbiosUuid the SMBIOS uuid in its text byte order, placeholders already dropped
 * @param serial the SMBIOS serial number, when iPXE sent one
 * @param clientAddress the address the client has or is being given
 * @param serverAddress the address it reached us at, used in URLs unless the subnet names another
 * @param subnet the name of the declared subnet it sits in
 * @param traits what its DHCP packet says of its program
 */
@Pure
public record BootRequest(
    Door door,
    MacAddress mac,
    BootStage stage,
    Optional<ClientArch> arch,
    Optional<UUID> smbiosUuid,
    Optional<String> serial,
    Optional<Ipv4> clientAddress,
    Ipv4 serverAddress,
    Optional<String> subnet,
    Traits traits) {

  /** A request that came without a DHCP packet. */
  public BootRequest(
      Door door,
      MacAddress mac,
      BootStage stage,
      Optional<ClientArch> arch,
      Optional<UUID> smbiosUuid,
      Optional<String> serial,
      Optional<Ipv4> clientAddress,
      Ipv4 serverAddress,
      Optional<String> subnet) {
    this(
        door,
        mac,
        stage,
        arch,
        smbiosUuid,
        serial,
        clientAddress,
        serverAddress,
        subnet,
        Traits.UNKNOWN);
  }

  /** The same request with what iPXE said of its machine. */
  BootRequest with(
      Optional<UUID> uuid, Optional<String> serialNumber, Optional<ClientArch> firmware) {
    return new BootRequest(
        door,
        mac,
        stage,
        firmware,
        uuid,
        serialNumber,
        clientAddress,
        serverAddress,
        subnet,
        traits);
  }
}
