package io.ironwake.address;

import io.ironwake.net.Pure;
import java.time.Duration;
import java.util.Optional;

/**
 * How a subnet gives its addresses.
 *
 * @param validLifetime how long a lease lasts, one minute to one year; whole seconds
 * @param offerLifetime how long an offered address is kept for its client, 1 s to 10 min; whole
 *     seconds
 * @param authoritative whether to refuse (NAK) an address that was never ours; only where no other
 *     server is on the wire
 * @param matchClientId whether option 61 identifies a client whose NIC has no lease
 * @param besideForeign whether to give addresses although another DHCP server answers on the wire
 * @param bootp which BOOTP clients get an address
 * @param probe whether an address is tried before it is offered to a client that never held it
 */
@Pure
public record LeaseRules(
    Duration validLifetime,
    Duration offerLifetime,
    boolean authoritative,
    boolean matchClientId,
    boolean besideForeign,
    Bootp bootp,
    ConflictProbe probe) {
  /** A lease without an end (RFC 2131 §3.3). */
  public static final Duration FOR_EVER = Duration.ofSeconds(0xFFFF_FFFFL);

  private static final long SHORTEST_SECONDS = 60;

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
    require("valid-lifetime", validLifetime, SHORTEST_SECONDS, 31_536_000);
    require("offer-lifetime", offerLifetime, 1, 600);
  }

  /** Rules with reserved addresses only for BOOTP, and the usual conflict probe. */
  public LeaseRules(
      Duration validLifetime,
      Duration offerLifetime,
      boolean authoritative,
      boolean matchClientId,
      boolean besideForeign) {
    this(
        validLifetime,
        offerLifetime,
        authoritative,
        matchClientId,
        besideForeign,
        Bootp.RESERVED,
        ConflictProbe.DEFAULT);
  }

  /**
   * The lifetime of a lease whose client asks for {@code requested} (RFC 2131 §4.3.1): a shorter
   * one than the usual is granted, but none under a minute.
   */
  public Duration lifetime(Optional<Duration> requested) {
    return requested
        .map(wish -> Duration.ofSeconds(Math.max(SHORTEST_SECONDS, wish.toSeconds())))
        .filter(wish -> wish.compareTo(validLifetime) < 0)
        .orElse(validLifetime);
  }

  private static void require(String key, Duration value, long from, long to) {
    if (value.getSeconds() < from || value.getSeconds() > to || value.getNano() != 0) {
      throw new IllegalArgumentException(
          key + " is " + from + " to " + to + " whole seconds, got " + value);
    }
  }
}
