package io.ironwake.boot;

import io.ironwake.net.ClientArch;
import io.ironwake.net.Pure;
import java.util.List;

/** Which iPXE build suits which firmware. */
@Pure
final class Loader {
  private Loader() {}

  /**
   * File names in the order of preference. The {@code snp} and {@code undi} builds use the
   * firmware's own network driver, which does not reset the link (quirk 19) and works where iPXE
   * has no driver.
   */
  static List<String> candidates(ClientArch arch) {
    return switch (arch) {
      case BIOS_X86, BIOS_X86_HTTP -> List.of("undionly.kpxe");
      case UEFI_X64, UEFI_X64_HTTP -> List.of("snponly.efi", "ipxe.efi");
      case UEFI_X86, UEFI_X86_HTTP -> List.of("snponly-i386.efi", "ipxe-i386.efi");
      case UEFI_ARM64, UEFI_ARM64_HTTP -> List.of("snponly-arm64.efi", "ipxe-arm64.efi");
      case UEFI_ARM32, UEFI_ARM32_HTTP -> List.of("snponly-arm32.efi", "ipxe-arm32.efi");
    };
  }

  /** The sentence for an operator whose machines need a loader that is not there. */
  static String missing(ClientArch arch) {
    String names = String.join(" or ", candidates(arch));
    return switch (arch) {
      case BIOS_X86, BIOS_X86_HTTP, UEFI_X64, UEFI_X64_HTTP ->
          "no loader for "
              + arch
              + ": install the Debian package ipxe, or put "
              + names
              + " into the asset folder's loaders/";
      default -> "no loader for " + arch + ": put " + names + " into the asset folder's loaders/";
    };
  }
}
