package io.ironwake.address;

import io.ironwake.net.Pure;
import java.time.Duration;

/**
 * Whether and how an address is tried before a client that never held it is offered it (RFC 2131
 * §2.2 and §4.4.1).
 *
 * @param method what is asked
 * @param patience how long the offer waits for an answer, 20 ms to 2 s; whole milliseconds
 */
@Pure
public record ConflictProbe(Method method, Duration patience) {
  /** By ARP, for a quarter of a second: a station on the same link answers within milliseconds. */
  public static final ConflictProbe DEFAULT = new ConflictProbe(Method.ARP, Duration.ofMillis(250));

  private static final int MIN_MILLIS = 20;
  private static final int MAX_MILLIS = 2000;

  /** What is asked. */
  public enum Method {
    /** Nothing: the address is offered at once. */
    OFF,
    /** ARP on the server's own link; addresses behind a relay are not tried. */
    ARP,
    /** An ICMP echo, which also reaches subnets behind a relay, but passes no firewall. */
    ICMP
  }

  public ConflictProbe {
    if (patience.toMillis() < MIN_MILLIS
        || patience.toMillis() > MAX_MILLIS
        || !patience.equals(Duration.ofMillis(patience.toMillis()))) {
      throw new IllegalArgumentException(
          "conflict-probe-millis is " + MIN_MILLIS + " to " + MAX_MILLIS + ", got " + patience);
    }
  }
}
