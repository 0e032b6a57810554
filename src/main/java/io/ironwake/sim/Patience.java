package io.ironwake.sim;

import io.ironwake.net.Pure;
import java.time.Duration;

/**
 * How long a program goes on asking a server that has trouble.
 *
 * @param tries requests in all, at least 1
 * @param first the pause after the first; it doubles from there
 * @param longest what the pause grows to
 */
@Pure
record Patience(int tries, Duration first, Duration longest) {
  /** A script around curl or wget. */
  static final Patience CURL = new Patience(6, Duration.ofSeconds(5), Duration.ofSeconds(5));

  /** Ignition's, which in truth never ends (internal/resource/http.go). */
  static final Patience IGNITION = new Patience(16, Duration.ofMillis(200), Duration.ofSeconds(5));

  /** The pause after the n-th try, from 0. */
  Duration pause(int n) {
    Duration doubled = first.multipliedBy(1L << Math.min(n, 20));
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }
}
