package io.ironwake.boot;

import io.ironwake.net.Pure;

/** Where a boot request came in. Every door asks the same gate, {@link BootPolicy#decide}. */
@Pure
public enum Door {
  DHCP,
  PXE_4011,
  TFTP,
  HTTP,
  /** A link that an operator took to the machine. */
  DELIVERY,
  EXPLAIN
}
