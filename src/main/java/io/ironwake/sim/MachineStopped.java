package io.ironwake.sim;

/** A simulated life cannot go on; the message says why. */
class MachineStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MachineStopped(String reason) {
    super(reason);
  }
}
