package io.ironwake.boot;

import io.ironwake.net.Ipv4;

/** The gate as TFTP sees it. */
public interface BootFiles {
  /**
   * What to send for a name. Decided from memory; it never blocks. The name may hold a nonce: log
   * its last segment only.
   *
   * @param client the address the request came from
   * @param name the name as requested, with {@code /} as the only separator and no {@code ..}
   */
  FileAnswer tftp(Ipv4 client, String name);
}
