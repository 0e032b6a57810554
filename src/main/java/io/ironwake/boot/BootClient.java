package io.ironwake.boot;

import io.ironwake.net.BootHints;
import io.ironwake.net.ClientArch;
import io.ironwake.net.Pure;
import java.util.Optional;
import java.util.UUID;

/**
 * What a firmware told of itself over DHCP, remembered for the loaders that follow it and tell
 * less.
 */
@Pure
record BootClient(
    Optional<ClientArch> arch, Optional<UUID> uuid, Optional<Chain> chain, BootHints hints) {
  static final BootClient UNKNOWN =
      new BootClient(Optional.empty(), Optional.empty(), Optional.empty(), BootHints.NONE);

  /**
   * A client that asks DHCP.
   *
   * @param chain how it is started
   * @param hints what is known of machines like it
   */
  static BootClient of(BootRequest request, Optional<Chain> chain, BootHints hints) {
    return new BootClient(request.arch(), request.smbiosUuid(), chain, hints);
  }

  /** Which loader reads a pxelinux.cfg of this client: on a UEFI it can be U-Boot's reader only. */
  ScriptFormat pxelinux() {
    return switch (chain.map(Chain::format).orElse(ScriptFormat.IPXE)) {
      case LPXELINUX -> ScriptFormat.LPXELINUX;
      case U_BOOT -> ScriptFormat.U_BOOT;
      case IPXE, GRUB, PXELINUX, RASPBERRY_PI, TAKEOVER, ISO_MENU, OVERLAY ->
          arch.filter(ClientArch::isUefi).isPresent() ? ScriptFormat.U_BOOT : ScriptFormat.PXELINUX;
    };
  }
}
