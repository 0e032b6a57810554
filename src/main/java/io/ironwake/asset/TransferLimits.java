package io.ironwake.asset;

import io.ironwake.net.Pure;
import java.time.Duration;

/**
 * What one file's transfer may take.
 *
 * @param bytes its largest size
 * @param time from its first byte to its last, over all tries
 * @param slowest bytes a second, measured over each {@code window}
 * @param tries without a byte of progress before it is given up
 * @param pause after a first failure; it doubles with each further one, eight times at most
 */
@Pure
record TransferLimits(
    long bytes, Duration time, long slowest, Duration window, int tries, Duration pause) {
  static final TransferLimits DEFAULT =
      new TransferLimits(
          16L << 30, Duration.ofHours(12), 4096, Duration.ofSeconds(60), 8, Duration.ofSeconds(2));
}
