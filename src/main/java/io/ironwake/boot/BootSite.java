package io.ironwake.boot;

import io.ironwake.address.BootRules;
import io.ironwake.net.Ipv4;

/**
 * What the place a client boots in says about booting.
 *
 * @param rules the subnet's, or the defaults where none is declared
 */
record BootSite(BootRules rules) {
  BootRules.Unknown unknown() {
    return rules.unknown();
  }

  /** False admits clients that another DHCP server sent to a fixed URL. */
  boolean nonceRequired() {
    return rules.nonce() == BootRules.Nonce.REQUIRED;
  }

  /** False leaves the boot file out for machines that boot their disk. */
  boolean fileForLocalBoot() {
    return rules.localBoot() == BootRules.LocalBoot.SCRIPT;
  }

  /** The TFTP server for a client that reached us at {@code server}. */
  Ipv4 nextServer(Ipv4 server) {
    return rules.nextServer().orElse(server);
  }

  /** The boot plane's base URL for a client that reached us at {@code server}. */
  String base(Ipv4 server, int port) {
    return rules.bootUrl().orElseGet(() -> "http://" + server + ":" + port);
  }
}
