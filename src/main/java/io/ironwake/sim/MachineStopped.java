package io.ironwake.sim;

import io.ironwake.net.Pure;

/** A simulated life cannot go on; the message says why. */
@Pure
class MachineStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MachineStopped(String reason) {
    super(reason);
  }
}
