package io.ironwake.address;

import io.ironwake.net.Pure;

/**
 * How long the lease writer gathers before it commits. A commit costs the database as much
 * processor time as some five rows; at half load, committing whatever is there as soon as the last
 * commit is done takes as much of it as full load does, and the packets wait for a processor
 * instead.
 */
@Pure
final class CommitPace {
  /** From one commit's begin to the next, as long as few wait. */
  private static final long INTERVAL_NANOS = 2_000_000;

  /** So many share the cost well enough. */
  private static final int ENOUGH = 32;

  private CommitPace() {}

  /**
   * What is left to wait; nothing for a lease that comes alone.
   *
   * @param sinceBegin nanoseconds since the last commit began
   * @param waiting how many writes wait, 1 or more
   * @return nanoseconds, 0 or more
   */
  static long pauseNanos(long sinceBegin, int waiting) {
    return waiting >= ENOUGH ? 0 : Math.max(0, INTERVAL_NANOS - sinceBegin);
  }
}
