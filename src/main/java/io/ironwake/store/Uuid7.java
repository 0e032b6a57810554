package io.ironwake.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes UUIDv7 keys (RFC 9562 §5.7). Keys of one process strictly increase: the 12 bits after the
 * version are a counter (§6.2 method 1) that carries into the time when a millisecond runs out.
 */
@ApplicationScoped
public class Uuid7 {
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final AtomicLong last = new AtomicLong();

  public Uuid7(Clock clock) {
    this.clock = clock;
  }

  /** A new key, greater than all this process made before. */
  public UUID next() {
    long tick = last.updateAndGet(previous -> Math.max(previous + 1, clock.millis() << 12));
    long high = tick >>> 12 << 16 | 0x7000 | tick & 0xFFF;
    long low = random.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
