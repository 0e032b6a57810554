package io.ironwake.sim;

import io.ironwake.net.Pure;

/** Which program on the machine speaks DHCP. */
@Pure
enum Stage {
  /** The PXE ROM. */
  FIRMWARE,
  /** iPXE, once the firmware has started it. */
  IPXE
}
