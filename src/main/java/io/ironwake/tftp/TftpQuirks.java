package io.ironwake.tftp;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;

/** What one client needs to be treated differently in. */
public interface TftpQuirks {
  /** Nobody is special. */
  TftpQuirks NONE = _ -> Treatment.USUAL;

  /** How to treat the client at this address; called once for each transfer. */
  Treatment of(Ipv4 client);

  /**
   * One client's limits.
   *
   * @param rollover what its block numbers do after 65535 (quirk 28)
   * @param largestBlock in bytes, at least 8 (quirk 29)
   * @param largestWindow in blocks, at least 1 (quirk 30)
   */
  @Pure
  record Treatment(Rollover rollover, int largestBlock, int largestWindow) {
    /** Only the general limits hold. */
    public static final Treatment USUAL =
        new Treatment(Rollover.TO_ZERO, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }
}
