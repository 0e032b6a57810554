package io.ironwake.address;

import io.ironwake.net.Pure;
import java.time.Duration;
import java.util.Optional;

/**
 * When a client is to act within its lease.
 *
 * @param share of the lease, above 0 and below 1; used where {@code fixed} is empty or does not fit
 *     into the lease
 * @param fixed after the lease's begin; whole seconds
 */
@Pure
public record LeaseTimer(double share, Optional<Duration> fixed) {
  /** T1 by RFC 2131 §4.4.5. */
  public static final LeaseTimer RENEW = new LeaseTimer(0.5, Optional.empty());

  /** T2 by RFC 2131 §4.4.5. */
  public static final LeaseTimer REBIND = new LeaseTimer(0.875, Optional.empty());

  public LeaseTimer {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "a share of the lease is above 0 and below 1, got " + share);
    }
    fixed.ifPresent(LeaseTimer::requireSeconds);
  }

  private static void requireSeconds(Duration value) {
    if (value.toSeconds() < 1) {
      throw new IllegalArgumentException("a timer is at least one second, got " + value);
    }
  }

  /**
   * Reads {@code 900}, seconds, or {@code 0.5}, a share of the lease.
   *
   * @param standard whose share holds where the seconds do not fit into the lease
   */
  static LeaseTimer parse(String text, LeaseTimer standard) {
    if (text.matches("\\d{1,9}")) {
      return new LeaseTimer(standard.share, Optional.of(Duration.ofSeconds(Long.parseLong(text))));
    }
    if (!text.matches("0?\\.\\d{1,6}")) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is neither whole seconds, such as 900, nor a share of the lease, such as 0.5");
    }
    return new LeaseTimer(Double.parseDouble(text), Optional.empty());
  }

  /** The moment in a lease of that length, in whole seconds. */
  Duration in(Duration lifetime) {
    return fixed
        .filter(each -> each.compareTo(lifetime) < 0)
        .orElseGet(() -> Duration.ofSeconds((long) (lifetime.toSeconds() * share)));
  }
}
