package io.ironwake.net;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The ways to start a machine that Ironwake knows by name. */
@Pure
public enum LoaderKind {
  /** iPXE with drivers of its own: {@code ipxe.efi}, {@code ipxe.pxe}. */
  IPXE,
  /** iPXE on the driver of a UEFI: {@code snponly.efi}. */
  SNPONLY,
  /** iPXE on the driver of a BIOS: {@code undionly.kpxe}. */
  UNDIONLY,
  /** Debian's signed shim and GRUB, for Secure Boot. */
  SHIM_GRUB,
  /** iPXE's own signed shim and iPXE, for Secure Boot. */
  IPXE_SHIM,
  /** PXELINUX, files by TFTP. */
  PXELINUX,
  /** PXELINUX, files by HTTP. */
  LPXELINUX,
  /** The U-Boot that is asking: it gets no loader, it reads {@code pxelinux.cfg}. */
  U_BOOT,
  /** No loader at all: the firmware goes on to its next boot option. */
  NONE;

  /** The word in files and in the API, such as {@code shim-grub}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind of this word. */
  public static Optional<LoaderKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
