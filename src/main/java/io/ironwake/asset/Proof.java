package io.ironwake.asset;

import io.ironwake.net.Pure;

/** What shows that a release's files are the vendor's. */
@Pure
sealed interface Proof {
  /**
   * Every file has a detached OpenPGP signature beside it.
   *
   * @param keyRing the folder of trusted keys
   */
  record Signatures(String keyRing) implements Proof {
    static final String SUFFIX = ".sig";
  }

  /**
   * The publisher's list of digests beside the files; as good as the connection or the courier it
   * came by.
   *
   * @param file its name
   */
  record Sums(String file) implements Proof {}
}
