package io.ironwake.dhcp;

import io.ironwake.net.ClientArch;
import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who asks, as far as the packet tells.
 *
 * @param mac its NIC
 * @param kind its program
 * @param arch its firmware
 * @param uuid its SMBIOS uuid; empty when it sent none or a placeholder
 */
@Pure
record Client(MacAddress mac, RequestKind kind, Optional<ClientArch> arch, Optional<UUID> uuid) {
  private static final Pattern ARCH_IN_CLASS =
      Pattern.compile("(?:PXE|HTTP)Client:Arch:(\\d{5}).*");

  // Left in by board makers who never set one: all zero, all one, and the well-known defaults of
  // AMI and other BIOS vendors.
  private static final Set<UUID> PLACEHOLDERS =
      Set.of(
          new UUID(0, 0),
          new UUID(-1, -1),
          UUID.fromString("03000200-0400-0500-0006-000700080009"),
          UUID.fromString("00020003-0004-0005-0006-000700080009"),
          UUID.fromString("12345678-1234-5678-90ab-cddeefaabbcc"),
          UUID.fromString("01234567-8910-1112-1314-151617181920"));

  /** Reads the packet of a NIC. */
  static Client of(DhcpMessage request, MacAddress mac) {
    RequestKind kind = RequestKind.of(request);
    return new Client(
        mac,
        kind,
        arch(request),
        kind == RequestKind.RASPBERRY_PI ? Optional.empty() : uuid(request));
  }

  /** True for clients that get boot fields at all. */
  boolean boots() {
    return kind.stage().isPresent();
  }

  private static Optional<ClientArch> arch(DhcpMessage request) {
    Optional<ClientArch> listed =
        request.options().find(DhcpOption.CLIENT_ARCH).stream()
            .flatMap(codes -> codes.stream().flatMap(code -> ClientArch.ofCode(code).stream()))
            .findFirst();
    return listed.or(
        () -> request.options().find(DhcpOption.VENDOR_CLASS).flatMap(Client::archInClass));
  }

  private static Optional<ClientArch> archInClass(String vendorClass) {
    if (vendorClass.startsWith("U-Boot.arm")) {
      boolean is64 = vendorClass.equals("U-Boot.armv8") || vendorClass.equals("U-Boot.arm64");
      return Optional.of(is64 ? ClientArch.U_BOOT_ARM64 : ClientArch.U_BOOT_ARM32);
    }
    Matcher named = ARCH_IN_CLASS.matcher(vendorClass);
    return named.matches() ? ClientArch.ofCode(Integer.parseInt(named.group(1))) : Optional.empty();
  }

  private static Optional<UUID> uuid(DhcpMessage request) {
    return request
        .options()
        .find(DhcpOption.CLIENT_UUID)
        .filter(uuid -> !PLACEHOLDERS.contains(uuid));
  }
}
