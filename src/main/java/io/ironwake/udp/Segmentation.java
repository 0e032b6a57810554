package io.ironwake.udp;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether the kernel is asked to cut rows into datagrams (UDP segmentation offload): not in the
 * minute after it refused one. Whether it does may hang on one peer's path alone, so that no
 * refusal holds for good. For any thread.
 */
final class Segmentation {
  /** EIO without checksum offload, EINVAL and EMSGSIZE for a device of a smaller MTU; negated. */
  private static final Set<Integer> REFUSALS = Set.of(-5, -22, -90);

  private static final long LAPSE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final LongSupplier nanoTime;
  private volatile boolean on = true;
  private volatile long refusedAt;

  Segmentation(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  boolean isOn() {
    if (!on && nanoTime.getAsLong() - refusedAt >= LAPSE_NANOS) {
      on = true;
    }
    return on;
  }

  /**
   * Takes what the kernel said of a row it was to cut.
   *
   * @param errno negated
   * @return true if this turned it off
   */
  boolean refused(int errno) {
    if (!on || !REFUSALS.contains(errno)) {
      return false;
    }
    refusedAt = nanoTime.getAsLong();
    on = false;
    return true;
  }
}
