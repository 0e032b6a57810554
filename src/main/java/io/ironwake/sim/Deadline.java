package io.ironwake.sim;

import java.time.Duration;

/** A point on the monotonic clock. */
record Deadline(long nanos) {
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  boolean isPast() {
    return System.nanoTime() >= nanos;
  }

  /** What is left, at least a millisecond, since a socket takes 0 for no limit. */
  Duration left() {
    return Duration.ofNanos(Math.max(1_000_000, nanos - System.nanoTime()));
  }
}
