package io.ironwake.boot;

import io.ironwake.net.Ipv4;
import io.ironwake.net.LocalBoot;

/**
 * One request for a script that presented a good nonce.
 *
 * @param nonce the nonce's text, a capability
 * @param base the boot plane's base URL for this client
 * @param format the language of the loader that asks
 * @param way to its disk, should it come to that
 * @param round how often this boot was told to wait before
 */
record Serving(
    BootNonce boot,
    String nonce,
    Ipv4 client,
    String base,
    ScriptFormat format,
    LocalBoot way,
    int round) {
  /** Where its files are, by its nonce. */
  ScriptFormat.Place place() {
    return at(nonce);
  }

  /** Where its files are, by another nonce of its own. */
  ScriptFormat.Place at(String fresh) {
    return new ScriptFormat.Place(base, fresh, boot.mac());
  }

  /** The script that sends it to its disk. */
  String localBoot(String reason) {
    return format.localBoot(reason, way);
  }

  /** Without the nonce's text. */
  @Override
  public String toString() {
    return "Serving[" + boot + " at " + client + "]";
  }
}
