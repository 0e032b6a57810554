package io.ironwake.asset;

import java.io.IOException;
import java.util.function.LongSupplier;

/** Notices a server that drips: too few bytes in a window of time, or no end in sight. */
final class Pace {
  private final TransferLimits limits;
  private final LongSupplier nanos;
  private final long deadline;
  private long windowStart;
  private long inWindow;

  /**
   * @param deadline by the same clock as {@code nanos}
   */
  Pace(TransferLimits limits, LongSupplier nanos, long deadline) {
    this.limits = limits;
    this.nanos = nanos;
    this.deadline = deadline;
    this.windowStart = nanos.getAsLong();
  }

  /**
   * Counts received bytes.
   *
   * @throws MirrorException when the whole transfer took too long
   * @throws IOException when the window that just ended brought too little
   */
  void count(int bytes) throws IOException {
    long now = nanos.getAsLong();
    if (now - deadline > 0) {
      throw new MirrorException(
          "the transfer took more than "
              + limits.time().toHours()
              + " hours; the same command again goes on where it stopped");
    }
    inWindow += bytes;
    long elapsed = now - windowStart;
    if (elapsed >= limits.window().toNanos()) {
      long floor = limits.slowest() * limits.window().toSeconds();
      if (inWindow < floor) {
        throw new MirrorException(
            "the server sends less than "
                + limits.slowest()
                + " bytes a second; name another mirror with --from");
      }
      windowStart = now;
      inWindow = 0;
    }
  }
}
