package io.ironwake.address;

import io.ironwake.net.Pure;

/**
 * How full a pool is.
 *
 * @param pool which
 * @param size how many of its addresses may go to clients without a reservation
 * @param used how many of those are leased or on offer
 */
@Pure
record PoolUse(Pool pool, long size, long used) {
  /** How near a subnet is to having no address left. */
  enum Level {
    OK,
    /** The warning's share is in use. */
    LOW,
    /** No address is left. */
    DRY
  }

  /** So far below the warning, in percent, use must fall before all is well again. */
  private static final int SLACK = 5;

  long free() {
    return Math.max(0, size - used);
  }

  /**
   * The level after {@code before}, which is left only when use has fallen clearly below the
   * warning, so that one client coming and going makes no noise.
   *
   * @param warning percent, 1 to 100
   */
  static Level level(Level before, long size, long used, int warning) {
    if (size == 0) {
      return Level.OK;
    }
    if (used >= size) {
      return Level.DRY;
    }
    int bar = before == Level.OK ? warning : warning - SLACK;
    return used * 100 >= bar * size ? Level.LOW : Level.OK;
  }
}
