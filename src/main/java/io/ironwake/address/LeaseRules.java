package io.ironwake.address;

import io.ironwake.net.Pure;
import java.time.Duration;
import java.util.Optional;

/**
 * How a subnet gives its addresses.
 *
 * @param times how long a lease lasts
 * @param offerLifetime how long an offered address is kept for its client, 1 s to 10 min; whole
 *     seconds
 * @param authoritative whether to refuse (NAK) an address that was never ours; only where no other
 *     server is on the wire
 * @param matchClientId whether option 61 identifies a client whose NIC has no lease
 * @param besideForeign whether to give addresses although another DHCP server answers on the wire
 * @param bootp which BOOTP clients get an address
 * @param probe whether an address is tried before it is offered to a client that never held it
 * @param poolWarning the share of pooled addresses in use that is worth a warning, 1 to 100 percent
 * @param minSecs how long a client must have asked in vain before its DISCOVER is answered, 0 to
 *     255 seconds; more than 0 makes a standby server
 */
@Pure
public record LeaseRules(
    LeaseTimes times,
    Duration offerLifetime,
    boolean authoritative,
    boolean matchClientId,
    boolean besideForeign,
    Bootp bootp,
    ConflictProbe probe,
    int poolWarning,
    int minSecs) {
  /** A lease without an end (RFC 2131 §3.3). */
  public static final Duration FOR_EVER = Duration.ofSeconds(0xFFFF_FFFFL);

  /** The usual share of pooled addresses in use that is worth a warning, in percent. */
  public static final int POOL_WARNING = 90;

  /** One hour, offers for one minute, everything else off. */
  public static final LeaseRules DEFAULT =
      new LeaseRules(Duration.ofHours(1), Duration.ofMinutes(1), false, false, false);

  /** What a client that knows BOOTP only may get; it cannot renew a lease (RFC 1534 §2). */
  public enum Bootp {
    /** Nothing. */
    OFF,
    /** The address reserved for it. */
    RESERVED,
    /** Its reserved address, else one of the pools for ever, until an operator reclaims it. */
    DYNAMIC
  }

  public LeaseRules {
    require("offer-lifetime", offerLifetime, 1, 600);
    if (poolWarning < 1 || poolWarning > 100) {
      throw new IllegalArgumentException("pool-warning is 1 to 100 percent, got " + poolWarning);
    }
    if (minSecs < 0 || minSecs > 255) {
      throw new IllegalArgumentException("min-secs is 0 to 255 seconds, got " + minSecs);
    }
  }

  /**
   * Rules with reserved addresses only for BOOTP, and the usual timers, probe and warning, of a
   * server that answers at once.
   */
  public LeaseRules(
      Duration validLifetime,
      Duration offerLifetime,
      boolean authoritative,
      boolean matchClientId,
      boolean besideForeign) {
    this(
        LeaseTimes.lasting(validLifetime),
        offerLifetime,
        authoritative,
        matchClientId,
        besideForeign,
        Bootp.RESERVED,
        ConflictProbe.DEFAULT,
        POOL_WARNING,
        0);
  }

  /** What a client gets that does not ask. */
  public Duration validLifetime() {
    return times.valid();
  }

  /** See {@link LeaseTimes#lifetimeFor}. */
  public Duration lifetimeFor(Optional<Duration> asked) {
    return times.lifetimeFor(asked);
  }

  static void require(String key, Duration value, long from, long to) {
    if (value.getSeconds() < from || value.getSeconds() > to || value.getNano() != 0) {
      throw new IllegalArgumentException(
          key + " is " + from + " to " + to + " whole seconds, got " + value);
    }
  }
}
