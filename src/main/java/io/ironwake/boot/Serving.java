package io.ironwake.boot;

import io.ironwake.net.Ipv4;

/**
 * One request for a script that presented a good nonce.
 *
 * @param nonce the nonce's text, a capability
 * @param base the boot plane's base URL for this client
 * @param round how often this boot was told to wait before
 */
record Serving(BootNonce boot, String nonce, Ipv4 client, String base, int round) {
  /** Without the nonce's text. */
  @Override
  public String toString() {
    return "Serving[" + boot + " at " + client + "]";
  }
}
