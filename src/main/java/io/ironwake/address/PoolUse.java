package io.ironwake.address;

import io.ironwake.net.Pure;
import java.util.List;

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
    return used >= bar(size, before == Level.OK ? warning : Math.max(1, warning - SLACK))
        ? Level.LOW
        : Level.OK;
  }

  /**
   * From how many addresses in use on the warning is due: its share, and in a pool so small that
   * the share is all of it, one less, so that it comes before the end. A warning at 100 percent is
   * the end.
   */
  private static long bar(long size, int warning) {
    long share = (size * warning + 99) / 100;
    return warning == 100 ? size : Math.max(1, Math.min(share, size - 1));
  }

  /**
   * What to tell of a change: the warning goes before the end even where both are found at once.
   *
   * @param warning percent, 1 to 100
   */
  static List<Level> news(Level before, Level after, int warning) {
    if (before == after) {
      return List.of();
    }
    return before == Level.OK && after == Level.DRY && warning < 100
        ? List.of(Level.LOW, Level.DRY)
        : List.of(after);
  }

  /**
   * After how many addresses more the next level may be reached, so that nobody needs to look
   * before: at least one, and not so few that use which hovers below the bar is measured for each.
   */
  static long room(Level level, long size, long used, int warning) {
    return switch (level) {
      case OK ->
          Math.max(
              1, Math.min(Math.max(bar(size, warning) - used, 1 + size / 64), size - 1 - used));
      case LOW -> Math.max(1, size - used);
      case DRY -> Long.MAX_VALUE;
    };
  }
}
