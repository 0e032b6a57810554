package io.ironwake.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Slows guessing down: after ten failures from one address within a minute, it waits until that
 * minute is over.
 */
@ApplicationScoped
class FailedSignIns {
  private static final int ALLOWED = 10;
  private static final int ADDRESSES = 10_000;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private record Count(Instant until, int failures) {}

  private final Clock clock;
  private final SequencedMap<String, Count> counts = new LinkedHashMap<>();

  FailedSignIns(Clock clock) {
    this.clock = clock;
  }

  /** How long this address must wait before its next try; zero when it need not. */
  synchronized Duration wait(String address) {
    Instant now = clock.instant();
    counts.values().removeIf(each -> !each.until.isAfter(now));
    Count count = counts.get(address);
    return count == null || count.failures < ALLOWED
        ? Duration.ZERO
        : Duration.between(now, count.until);
  }

  synchronized void failed(String address) {
    Count fresh = new Count(clock.instant().plus(WINDOW), 1);
    counts.merge(address, fresh, (old, one) -> new Count(old.until, old.failures + 1));
    if (counts.size() > ADDRESSES) {
      counts.pollFirstEntry();
    }
  }
}
