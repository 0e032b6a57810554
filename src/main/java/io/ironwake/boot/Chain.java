package io.ironwake.boot;

import io.ironwake.net.ClientArch;
import io.ironwake.net.ClientArch.Transport;
import io.ironwake.net.LoaderChoice;
import io.ironwake.net.LoaderKind;
import io.ironwake.net.Pure;
import java.util.List;
import java.util.Optional;

/**
 * What a firmware fetches first, and how the operator gets it.
 *
 * @param kind how it goes on
 * @param files names in the order of preference; empty when nothing is fetched
 * @param remedy completes "no loader for …: "
 * @param note why this is not what was asked for
 */
@Pure
record Chain(LoaderKind kind, List<String> files, String remedy, Optional<String> note) {
  private static final String OWN = "into the asset folder's loaders/";

  Chain {
    files = List.copyOf(files);
  }

  /**
   * The chain for a firmware. What an operator chose for a whole subnet may not suit every machine
   * in it; such a machine gets its usual chain.
   */
  static Chain of(ClientArch arch, Optional<LoaderChoice> choice) {
    Optional<String> file = choice.flatMap(LoaderChoice::file);
    if (file.isPresent()) {
      return named(file.get());
    }
    Optional<LoaderKind> kind = choice.flatMap(LoaderChoice::kind);
    if (kind.isEmpty()) {
      return usual(arch);
    }
    Chain chosen = of(arch, kind.get());
    boolean suits = !chosen.files.isEmpty() || kind.get() == LoaderKind.NONE;
    if (suits && chosen.kind == LoaderKind.SHIM_GRUB && arch.transport() == Transport.HTTP) {
      return chosen.with("Debian's GRUB has no HTTP, so UEFI HTTP Boot needs another in loaders/");
    }
    return suits
        ? chosen
        : usual(arch).noting("loader " + kind.get().word() + " does not suit " + arch);
  }

  private Chain noting(String why) {
    return with(why + ", so it gets " + kind.word());
  }

  private Chain with(String said) {
    return new Chain(kind, files, remedy, Optional.of(said));
  }

  /** A file of the operator's; its name tells how it goes on. */
  private static Chain named(String file) {
    LoaderKind kind =
        switch (stem(file)) {
          case "shim", "grub" -> LoaderKind.SHIM_GRUB;
          case "ipxe-shim", "snponly-shim" -> LoaderKind.IPXE_SHIM;
          case "pxelinux" -> LoaderKind.PXELINUX;
          case "lpxelinux" -> LoaderKind.LPXELINUX;
          case "snponly" -> LoaderKind.SNPONLY;
          case "undionly" -> LoaderKind.UNDIONLY;
          default -> LoaderKind.IPXE;
        };
    return chain(kind, "put " + file + " " + OWN, file);
  }

  private static String stem(String file) {
    return file.replaceAll("(?:x64|aa64|netx64|netaa64|-arm64|-x64)?\\..*", "");
  }

  private static Chain usual(ClientArch arch) {
    if (arch.isUBoot()) {
      return of(arch, LoaderKind.U_BOOT);
    }
    return arch.isUefi() ? snp(arch) : of(arch, LoaderKind.UNDIONLY);
  }

  /**
   * The {@code snp} and {@code undi} builds use the firmware's own network driver, which does not
   * reset the link (quirk 19) and works where iPXE has no driver.
   */
  private static Chain snp(ClientArch arch) {
    String suffix = suffix(arch);
    return ipxe(LoaderKind.SNPONLY, arch, "snponly" + suffix + ".efi", "ipxe" + suffix + ".efi");
  }

  private static Chain of(ClientArch arch, LoaderKind kind) {
    boolean bios = !arch.isUefi() && !arch.isUBoot();
    String suffix = suffix(arch);
    return switch (kind) {
      case IPXE ->
          bios
              ? ipxe(kind, arch, "ipxe.pxe")
              : uefi(arch, ipxe(kind, arch, "ipxe" + suffix + ".efi"));
      case SNPONLY -> uefi(arch, ipxe(kind, arch, "snponly" + suffix + ".efi"));
      case UNDIONLY -> bios ? ipxe(kind, arch, "undionly.kpxe") : nothing(kind);
      case SHIM_GRUB -> shimGrub(arch);
      case IPXE_SHIM -> ipxeShim(arch);
      case PXELINUX, LPXELINUX ->
          bios
              ? chain(
                  kind,
                  "install the Debian packages pxelinux and syslinux-common",
                  kind.word() + ".0")
              : nothing(kind);
      case U_BOOT -> arch.isUBoot() ? chain(kind, "", BootName.U_BOOT_FILE) : nothing(kind);
      case NONE -> nothing(kind);
    };
  }

  private static Chain shimGrub(ClientArch arch) {
    return switch (arch) {
      case UEFI_X64, UEFI_X64_HTTP ->
          chain(
              LoaderKind.SHIM_GRUB,
              "install the Debian packages shim-signed and grub-efi-amd64-signed",
              "shimx64.efi");
      case UEFI_ARM64, UEFI_ARM64_HTTP ->
          chain(
              LoaderKind.SHIM_GRUB,
              "put shimaa64.efi.signed and grubnetaa64.efi.signed of Debian's arm64 packages"
                  + " shim-signed and grub-efi-arm64-signed "
                  + OWN,
              "shimaa64.efi");
      default -> nothing(LoaderKind.SHIM_GRUB);
    };
  }

  private static Chain ipxeShim(ClientArch arch) {
    String remedy = "put iPXE's signed shim and its signed ipxe.efi and snponly.efi " + OWN;
    return switch (arch) {
      case UEFI_X64, UEFI_X64_HTTP ->
          chain(LoaderKind.IPXE_SHIM, remedy, "snponly-shim.efi", "ipxe-shim.efi");
      case UEFI_ARM64, UEFI_ARM64_HTTP ->
          chain(LoaderKind.IPXE_SHIM, remedy, "snponly-shim-arm64.efi", "ipxe-shim-arm64.efi");
      default -> nothing(LoaderKind.IPXE_SHIM);
    };
  }

  private static Chain uefi(ClientArch arch, Chain chain) {
    return arch.isUefi() ? chain : nothing(chain.kind);
  }

  private static Chain ipxe(LoaderKind kind, ClientArch arch, String... files) {
    String put = "put " + String.join(" or ", files) + " " + OWN;
    return chain(
        kind, suffix(arch).isEmpty() ? "install the Debian package ipxe, or " + put : put, files);
  }

  private static Chain chain(LoaderKind kind, String remedy, String... files) {
    return new Chain(kind, List.of(files), remedy, Optional.empty());
  }

  private static Chain nothing(LoaderKind kind) {
    return chain(kind, "");
  }

  /** The language of the script that follows. */
  ScriptFormat format() {
    return switch (kind) {
      case SHIM_GRUB -> ScriptFormat.GRUB;
      case PXELINUX -> ScriptFormat.PXELINUX;
      case LPXELINUX -> ScriptFormat.LPXELINUX;
      case U_BOOT -> ScriptFormat.U_BOOT;
      case IPXE, SNPONLY, UNDIONLY, IPXE_SHIM, NONE -> ScriptFormat.IPXE;
    };
  }

  /** How iPXE builds for other processors than x86-64 are named here. */
  static String suffix(ClientArch arch) {
    return switch (arch) {
      case UEFI_X86, UEFI_X86_HTTP -> "-i386";
      case UEFI_ARM64, UEFI_ARM64_HTTP -> "-arm64";
      case UEFI_ARM32, UEFI_ARM32_HTTP -> "-arm32";
      default -> "";
    };
  }

  /** The sentence for an operator whose machines need a loader that is not there. */
  String missing(ClientArch arch) {
    return "no loader for " + arch + ": " + remedy;
  }
}
