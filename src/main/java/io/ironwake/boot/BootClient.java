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
    BootStage stage, Optional<ClientArch> arch, Optional<UUID> uuid, BootHints hints) {
  static final BootClient UNKNOWN =
      new BootClient(BootStage.FIRMWARE, Optional.empty(), Optional.empty(), BootHints.NONE);

  /**
   * A client that asks DHCP.
   *
   * @param hints what is known of machines like it
   */
  static BootClient of(BootRequest request, BootHints hints) {
    return new BootClient(request.stage(), request.arch(), request.smbiosUuid(), hints);
  }

  /** Which loader reads a pxelinux.cfg of this client: U-Boot's reader if anything speaks for it. */
  ScriptFormat pxelinux() {
    boolean bios = arch.isEmpty() || !arch.get().isUefi() && !arch.get().isUBoot();
    return bios && stage != BootStage.U_BOOT ? ScriptFormat.PXELINUX : ScriptFormat.U_BOOT;
  }
}
