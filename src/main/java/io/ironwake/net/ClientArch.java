package io.ironwake.net;

import java.util.Optional;

/**
 * What kind of firmware asks, from DHCP option 93 (RFC 4578 §2.1, RFC 5970 §3.3, the IANA registry
 * "Processor Architecture Types"). Codes that firmware uses interchangeably (quirk 40: 6, 7 and 9)
 * share a constant.
 */
@Pure
public enum ClientArch {
  BIOS_X86("amd64", Transport.TFTP, false),
  UEFI_X86("386", Transport.TFTP, true),
  UEFI_X64("amd64", Transport.TFTP, true),
  UEFI_ARM32("arm", Transport.TFTP, true),
  UEFI_ARM64("arm64", Transport.TFTP, true),
  UEFI_X86_HTTP("386", Transport.HTTP, true),
  UEFI_X64_HTTP("amd64", Transport.HTTP, true),
  UEFI_ARM32_HTTP("arm", Transport.HTTP, true),
  UEFI_ARM64_HTTP("arm64", Transport.HTTP, true),
  BIOS_X86_HTTP("amd64", Transport.HTTP, false),
  U_BOOT_ARM32("arm", Transport.TFTP, false),
  U_BOOT_ARM64("arm64", Transport.TFTP, false),
  U_BOOT_ARM32_HTTP("arm", Transport.HTTP, false),
  U_BOOT_ARM64_HTTP("arm64", Transport.HTTP, false);

  /** How this firmware fetches its first file. */
  public enum Transport {
    TFTP,
    HTTP
  }

  private final String osArch;
  private final Transport transport;
  private final boolean uefi;

  ClientArch(String osArch, Transport transport, boolean uefi) {
    this.osArch = osArch;
    this.transport = transport;
    this.uefi = uefi;
  }

  /**
   * The constant for an option 93 code (0 to 65535); empty for architectures no Ironwake loader
   * serves.
   */
  public static Optional<ClientArch> ofCode(int code) {
    return Optional.ofNullable(
        switch (code) {
          case 0 -> BIOS_X86;
          case 6 -> UEFI_X86;
          case 7, 9 -> UEFI_X64;
          case 10 -> UEFI_ARM32;
          case 11 -> UEFI_ARM64;
          case 15 -> UEFI_X86_HTTP;
          case 16, 17 -> UEFI_X64_HTTP;
          case 18 -> UEFI_ARM32_HTTP;
          case 19 -> UEFI_ARM64_HTTP;
          case 20 -> BIOS_X86_HTTP;
          case 21 -> U_BOOT_ARM32;
          case 22 -> U_BOOT_ARM64;
          case 23 -> U_BOOT_ARM32_HTTP;
          case 24 -> U_BOOT_ARM64_HTTP;
          default -> null;
        });
  }

  /** The architecture as asset folders spell it: amd64, arm64, arm or 386. */
  public String osArch() {
    return osArch;
  }

  public Transport transport() {
    return transport;
  }

  /** True for U-Boot, which is firmware and loader in one. */
  public boolean isUBoot() {
    return switch (this) {
      case U_BOOT_ARM32, U_BOOT_ARM64, U_BOOT_ARM32_HTTP, U_BOOT_ARM64_HTTP -> true;
      default -> false;
    };
  }

  public boolean isUefi() {
    return uefi;
  }
}
