package io.ironwake.address;

import io.ironwake.net.Pure;
import java.time.Duration;

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
 */
@Pure
public record LeaseRules(
    Duration validLifetime,
    Duration offerLifetime,
    boolean authoritative,
    boolean matchClientId,
    boolean besideForeign) {
  /** One hour, offers for one minute, everything else off. */
  public static final LeaseRules DEFAULT =
      new LeaseRules(Duration.ofHours(1), Duration.ofMinutes(1), false, false, false);

  public LeaseRules {
    require("valid-lifetime", validLifetime, 60, 31_536_000);
    require("offer-lifetime", offerLifetime, 1, 600);
  }

  private static void require(String key, Duration value, long from, long to) {
    if (value.getSeconds() < from || value.getSeconds() > to || value.getNano() != 0) {
      throw new IllegalArgumentException(
          key + " is " + from + " to " + to + " whole seconds, got " + value);
    }
  }
}
