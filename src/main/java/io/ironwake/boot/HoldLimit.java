package io.ironwake.boot;

import io.ironwake.net.Pure;
import java.time.Duration;

/** How long a machine is told to wait before it is sent to its disk. */
@Pure
record HoldLimit(Duration longest) {
  /**
   * True when a loader has waited long enough; it waits one round at least.
   *
   * @param round how often it has waited
   * @param seconds of each round
   */
  boolean isReached(int round, int seconds) {
    return round >= Math.max(1, longest.toSeconds() / seconds);
  }
}
