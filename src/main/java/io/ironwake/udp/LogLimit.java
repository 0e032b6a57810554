package io.ironwake.udp;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Lets one log line a second pass and counts the others. For one thread. */
public final class LogLimit {
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanoTime;
  private long nextAt;
  private long missed;

  public LogLimit(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.nextAt = nanoTime.getAsLong();
  }

  /** Calls {@code line} with the number of lines held back before it, or holds it back. */
  public void run(LongConsumer line) {
    long now = nanoTime.getAsLong();
    if (now - nextAt < 0) {
      missed++;
      return;
    }
    line.accept(missed);
    missed = 0;
    nextAt = now + INTERVAL_NANOS;
  }
}
