package io.ironwake.sim;

/** Which program on the machine speaks DHCP. */
enum Stage {
  /** The PXE ROM. */
  FIRMWARE,
  /** iPXE, once the firmware has started it. */
  IPXE
}
