package io.ironwake.network;

import io.ironwake.net.Pure;
import java.util.Locale;

/** As what a server was asked: many answer firmware otherwise than operating systems. */
@Pure
public enum AskedAs {
  /** A DISCOVER of any operating system. */
  PLAIN("operating systems"),
  /** A BIOS PXE ROM, architecture 0. */
  PXE_BIOS("BIOS machines"),
  /** A UEFI x86-64 PXE ROM, architecture 7. */
  PXE_UEFI("UEFI machines"),
  /** UEFI HTTP Boot, architecture 16. */
  HTTP_BOOT("UEFI HTTP Boot"),
  /** Not asked by us: an answer to a client, or a client's word. */
  OVERHEARD("a client");

  private final String whom;

  AskedAs(String whom) {
    this.whom = whom;
  }

  /** Whom the server answered, for a sentence. */
  public String whom() {
    return whom;
  }

  /** For JSON and pages: {@code pxe-uefi}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
