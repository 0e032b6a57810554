package io.ironwake.address;

import io.ironwake.net.Pure;
import java.time.Duration;
import java.util.Optional;

/**
 * How long leases last. All are whole seconds, one minute to one year.
 *
 * @param min the shortest a client may ask for
 * @param valid what a client gets that does not ask
 * @param max the longest a client may ask for
 * @param renew T1
 * @param rebind T2, after T1
 */
@Pure
public record LeaseTimes(
    Duration min, Duration valid, Duration max, LeaseTimer renew, LeaseTimer rebind) {
  private static final long SHORTEST = 60;
  private static final long LONGEST = 31_536_000;

  public LeaseTimes {
    require("valid-lifetime", valid);
    require("min-lifetime", min);
    require("max-lifetime", max);
    if (min.compareTo(valid) > 0 || valid.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "min-lifetime, valid-lifetime and max-lifetime grow in this order, got "
              + min.toSeconds()
              + ", "
              + valid.toSeconds()
              + " and "
              + max.toSeconds());
    }
    requireInside("renew-timer", renew, valid);
    requireInside("rebind-timer", rebind, valid);
    if (renew.in(valid).compareTo(rebind.in(valid)) >= 0) {
      throw new IllegalArgumentException(
          "renew-timer comes before rebind-timer, got "
              + renew.in(valid).toSeconds()
              + " and "
              + rebind.in(valid).toSeconds()
              + " seconds");
    }
  }

  /** A client may ask for less, but for no less than a minute; the timers are RFC 2131's. */
  public static LeaseTimes lasting(Duration valid) {
    return new LeaseTimes(
        Duration.ofSeconds(SHORTEST), valid, valid, LeaseTimer.RENEW, LeaseTimer.REBIND);
  }

  private static void require(String key, Duration value) {
    LeaseRules.require(key, value, SHORTEST, LONGEST);
  }

  private static void requireInside(String key, LeaseTimer timer, Duration valid) {
    timer
        .fixed()
        .filter(each -> each.compareTo(valid) >= 0)
        .ifPresent(
            each -> {
              throw new IllegalArgumentException(
                  key + " is below valid-lifetime, got " + each.toSeconds());
            });
  }

  /** What a client gets that asks for {@code asked} (option 51), for ever included. */
  public Duration lifetimeFor(Optional<Duration> asked) {
    return asked
        .map(wish -> wish.compareTo(min) < 0 ? min : wish)
        .map(wish -> wish.compareTo(max) > 0 ? max : wish)
        .orElse(valid);
  }

  /** T1 of a lease of that length (option 58). */
  public Duration renewal(Duration lifetime) {
    return order(lifetime) ? renew.in(lifetime) : LeaseTimer.RENEW.in(lifetime);
  }

  /** T2 of a lease of that length (option 59). */
  public Duration rebinding(Duration lifetime) {
    return order(lifetime) ? rebind.in(lifetime) : LeaseTimer.REBIND.in(lifetime);
  }

  /** Seconds that fit a long lease may not fit a short one. */
  private boolean order(Duration lifetime) {
    return renew.in(lifetime).compareTo(rebind.in(lifetime)) < 0;
  }
}
