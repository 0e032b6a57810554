package io.ironwake.boot;

import io.ironwake.net.Pure;

/** How far a network boot has come, which decides the kind of file that helps it on. */
@Pure
public enum BootStage {
  /** A PXE ROM, BIOS or UEFI, that fetches a loader by TFTP. */
  FIRMWARE,
  /** UEFI HTTP Boot: the loader is named by a URL (RFC 5970, quirk 7). */
  HTTP_BOOT,
  /** iPXE that speaks HTTP (option 175 sub-option 19): it goes straight to its script. */
  IPXE,
  /** iPXE in a ROM without HTTP: it gets our own loader once (quirk 15). */
  IPXE_WITHOUT_HTTP,
  /** iPXE asks for the script itself. */
  SCRIPT
}
