package io.ironwake.boot;

import io.ironwake.net.ClientArch;
import io.ironwake.net.Pure;

/** How far a network boot has come, which decides the kind of file that helps it on. */
@Pure
public enum BootStage {
  /** A PXE ROM, BIOS or UEFI, that fetches a loader by TFTP. */
  FIRMWARE,
  /** UEFI HTTP Boot: the loader is named by a URL (RFC 5970, quirk 7). */
  HTTP_BOOT,
  /** U-Boot, which is firmware and loader in one: it reads {@code pxelinux.cfg}. */
  U_BOOT,
  /** iPXE that speaks HTTP (option 175 sub-option 19): it goes straight to its script. */
  IPXE,
  /** iPXE in a ROM without HTTP: it gets our own loader once (quirk 15). */
  IPXE_WITHOUT_HTTP,
  /** iPXE asks for the script itself. */
  SCRIPT;

  /** The firmware of a client at this stage that does not say (option 93). */
  ClientArch usualArch() {
    return this == U_BOOT ? ClientArch.U_BOOT_ARM64 : ClientArch.BIOS_X86;
  }
}
