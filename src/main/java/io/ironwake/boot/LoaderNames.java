package io.ironwake.boot;

import io.ironwake.net.ClientArch;
import io.ironwake.net.Pure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What loaders are called: by those who ask for them, and by Debian's packages. */
@Pure
final class LoaderNames {
  private static final String SIGNED = ".signed";

  private LoaderNames() {}

  /** Where Debian's packages put a loader of this name. */
  static Optional<String> packaged(String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._+-]*")) {
      return Optional.empty();
    }
    return Optional.of(
        switch (name) {
          case "shimx64.efi", "shimaa64.efi", "mmx64.efi", "mmaa64.efi" ->
              "/usr/lib/shim/" + name + SIGNED;
          case "grubx64.efi" -> "/usr/lib/grub/x86_64-efi-signed/grubnetx64.efi.signed";
          case "grubaa64.efi" -> "/usr/lib/grub/arm64-efi-signed/grubnetaa64.efi.signed";
          case "pxelinux.0", "lpxelinux.0" -> "/usr/lib/PXELINUX/" + name;
          default ->
              name.endsWith(".c32")
                  ? "/usr/lib/syslinux/modules/bios/" + name
                  : "/usr/lib/ipxe/" + name;
        });
  }

  /** How a file of the operator's may be called: as it is asked for, or as Debian names it. */
  static List<String> spellings(String name) {
    return switch (name) {
      case "shimx64.efi", "shimaa64.efi", "mmx64.efi", "mmaa64.efi" -> List.of(name, name + SIGNED);
      case "grubx64.efi", "grubaa64.efi" -> List.of(name, name.replace("grub", "grubnet") + SIGNED);
      default -> List.of(name);
    };
  }

  /** The firmware that a loader of this name is for, when nobody said. */
  static ClientArch arch(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    if (!small.endsWith(".efi")) {
      return ClientArch.BIOS_X86;
    }
    return small.contains("aa64") || small.contains("arm64")
        ? ClientArch.UEFI_ARM64
        : ClientArch.UEFI_X64;
  }

  /**
   * What a client of this firmware means by a name, the name itself first. Loaders ask for their
   * second stage by a fixed name whatever the processor (quirk 22), and DHCP servers set up long
   * ago name loaders of other servers (quirk 36).
   */
  static List<String> meant(String name, ClientArch arch) {
    String suffix = Chain.suffix(arch);
    return switch (name) {
      case "ipxe.efi" ->
          suffix.isEmpty()
              ? List.of("ipxe.efi", "snponly.efi")
              : List.of("ipxe" + suffix + ".efi", "snponly" + suffix + ".efi", name);
      case "snponly.efi" ->
          suffix.isEmpty()
              ? List.of("snponly.efi", "ipxe.efi")
              : List.of("snponly" + suffix + ".efi", "ipxe" + suffix + ".efi", name);
      case "grub.efi",
          "bootx64.efi",
          "bootaa64.efi",
          "BOOTX64.EFI",
          "BOOTAA64.EFI",
          "core.efi",
          "elilo.efi",
          "syslinux.efi",
          "pxelinux.0",
          "core.0" ->
          Stream.concat(Stream.of(name), Chain.of(arch, Optional.empty()).files().stream())
              .toList();
      default -> List.of(name);
    };
  }
}
