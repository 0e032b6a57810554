package io.ironwake.tftp;

import io.ironwake.net.Pure;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * When to send again, from measured round trips as TCP does it (RFC 6298 §2), in nanoseconds.
 *
 * @param smoothed SRTT, 0 before the first measurement
 * @param variation RTTVAR
 * @param first the timeout before the first measurement
 * @param longest the limit of every timeout, backed off or not
 */
@Pure
record RoundTrip(long smoothed, long variation, long first, long longest) {
  /**
   * Below RFC 6298's second, which would make one lost block cost as much as a thousand delivered
   * ones. A slow machine is safe: its round trips are measured before this applies, and a needless
   * repetition costs one burst, since a duplicate ACK never leads to another.
   */
  private static final long SHORTEST = Duration.ofMillis(40).toNanos();

  private static final long FIRST = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST = Duration.ofSeconds(3).toNanos();
  private static final int MOST_DOUBLINGS = 8;

  /**
   * Nothing measured yet; a timeout the client negotiated (RFC 2349) is the first and the longest
   * wait.
   */
  static RoundTrip unmeasured(OptionalInt timeoutSeconds) {
    if (timeoutSeconds.isEmpty()) {
      return new RoundTrip(0, 0, FIRST, LONGEST);
    }
    long asked = Duration.ofSeconds(timeoutSeconds.getAsInt()).toNanos();
    return new RoundTrip(0, 0, asked, asked);
  }

  /** After one exchange without repetition; a repeated one tells nothing (Karn). */
  RoundTrip measured(long sample) {
    if (smoothed == 0) {
      return new RoundTrip(Math.max(1, sample), sample / 2, first, longest);
    }
    long deviation = Math.abs(smoothed - sample);
    return new RoundTrip(
        Math.max(1, smoothed - smoothed / 8 + sample / 8),
        variation - variation / 4 + deviation / 4,
        first,
        longest);
  }

  /** The time to wait for an answer after so many doublings. */
  long timeout(int doublings) {
    long base = smoothed == 0 ? first : Math.max(SHORTEST, smoothed + 4 * variation);
    return Math.min(longest, base << Math.min(doublings, MOST_DOUBLINGS));
  }
}
