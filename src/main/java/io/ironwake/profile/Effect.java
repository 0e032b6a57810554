package io.ironwake.profile;

import io.ironwake.net.Pure;

/** What booting a profile does to the machine. */
@Pure
public enum Effect {
  /** Writes the target disk; served only to an approved machine. */
  INSTALL,
  /** Runs from memory and changes no state: rescue, inventory, memory test, RAM-only systems. */
  LIVE
}
