package io.ironwake.address;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import java.time.Duration;

/** What came of a {@link LeaseRequest}. */
@Pure
public sealed interface LeaseOutcome {
  /**
   * The lease is in the database: acknowledge it.
   *
   * @param lifetime what to promise, in whole seconds, at least one; while the database is away
   *     only what remains of the committed term
   */
  record Granted(Ipv4 address, Duration lifetime) implements LeaseOutcome {}

  /**
   * The client may not hold that address: refuse it, or stay silent where Ironwake is not
   * authoritative.
   */
  record Refused(String reason) implements LeaseOutcome {}

  /** It cannot be decided now, by our own trouble: stay silent, the client asks again. */
  record Unavailable(String reason) implements LeaseOutcome {}
}
