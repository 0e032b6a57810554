package io.ironwake.sim;

/** The machine has no power any more: whatever it was doing ends here. */
final class PowerLost extends MachineStopped {
  private static final long serialVersionUID = 1L;

  PowerLost(String reason) {
    super(reason);
  }
}
