package io.ironwake.boot;

import io.ironwake.asset.Release;
import io.ironwake.config.FrozenInstall;

/**
 * What an install row keeps encrypted: all that serving needs, so that what was approved is what is
 * served.
 *
 * @param reportToken the token in clear, which every attempt's documents carry
 * @param release where the assets lie
 */
record FrozenRecord(FrozenInstall install, String reportToken, Release release) {
  /** Without the token and the documents. */
  @Override
  public String toString() {
    return "FrozenRecord[" + release.folder() + "]";
  }
}
