package io.ironwake.dhcp;

import io.ironwake.boot.BootStage;
import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.IpxeSubOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What kind of program sent a request, which decides whether it gets boot fields and in which form.
 */
@Pure
enum RequestKind {
  /** A PXE ROM, BIOS or UEFI: vendor class PXEClient (PXE 2.1 §2.2). */
  PXE(BootStage.FIRMWARE),
  /** UEFI HTTP Boot: vendor class HTTPClient (quirk 7). */
  HTTP(BootStage.HTTP_BOOT),
  /** iPXE with HTTP. */
  IPXE(BootStage.IPXE),
  /** iPXE in a ROM without HTTP (quirk 15). */
  IPXE_WITHOUT_HTTP(BootStage.IPXE_WITHOUT_HTTP),
  /** U-Boot: vendor class U-Boot (quirk 11: it reads only the file field). */
  U_BOOT(BootStage.U_BOOT),
  /** Raspberry Pi boot ROM, which calls itself a BIOS (quirks 13 and 14). */
  RASPBERRY_PI(BootStage.FIRMWARE),
  /** An operating system or an installer: an address and nothing about booting. */
  OTHER(null);

  private static final Set<Integer> RASPBERRY_OUIS =
      Set.of(0xb827eb, 0xdca632, 0xe45f01, 0xd83add, 0x28cdc1, 0x2ccf67, 0x88a29e);

  /** Behind the type byte, little-endian 0x34695052 of a Pi 4; a Pi 5 has its own last digit. */
  private static final String RASPBERRY_UUID = "\0RPi";

  private static final List<Integer> BIOS = List.of(0);

  private final Optional<BootStage> stage;

  RequestKind(@Nullable BootStage stage) {
    this.stage = Optional.ofNullable(stage);
  }

  /** Classifies by options 60, 77, 93, 97 and 175; a malformed one counts as absent. */
  static RequestKind of(DhcpMessage request) {
    String vendor = request.options().find(DhcpOption.VENDOR_CLASS).orElse("");
    if (isIpxe(request)) {
      return speaksHttp(request) ? IPXE : IPXE_WITHOUT_HTTP;
    }
    if (vendor.startsWith("HTTPClient")) {
      return HTTP;
    }
    if (isRaspberryPi(request)) {
      return RASPBERRY_PI;
    }
    if (vendor.startsWith("PXEClient")) {
      return PXE;
    }
    return vendor.startsWith("U-Boot") ? U_BOOT : OTHER;
  }

  private static boolean isIpxe(DhcpMessage request) {
    return request.options().has(DhcpOption.IPXE)
        || request
            .options()
            .find(DhcpOption.USER_CLASS)
            .filter(user -> user.names().contains("iPXE"))
            .isPresent();
  }

  private static boolean speaksHttp(DhcpMessage request) {
    return request
        .options()
        .find(DhcpOption.IPXE)
        .filter(ipxe -> ipxe.has(IpxeSubOption.FEATURE_HTTP))
        .isPresent();
  }

  /**
   * By the four characters in its uuid, else by its maker and the architecture it wrongly claims
   * (boot ROMs of 2019 and before, DHCP_OPTION97=0); never by option 60, which it leaves out of its
   * REQUEST (quirk 14). UEFI and U-Boot on the same board name other architectures.
   */
  private static boolean isRaspberryPi(DhcpMessage request) {
    boolean named =
        request
            .options()
            .raw(DhcpOption.CLIENT_UUID.code())
            .filter(id -> id.latin1().startsWith(RASPBERRY_UUID))
            .isPresent();
    boolean made = request.hardware().mac().filter(RequestKind::isRaspberryMac).isPresent();
    return named
        || made && request.options().find(DhcpOption.CLIENT_ARCH).filter(BIOS::equals).isPresent();
  }

  private static boolean isRaspberryMac(MacAddress mac) {
    return RASPBERRY_OUIS.contains((int) (mac.bits() >>> 24));
  }

  /** How far the boot has come; empty for what is no boot client. */
  Optional<BootStage> stage() {
    return stage;
  }
}
