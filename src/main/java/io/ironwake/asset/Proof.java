package io.ironwake.asset;

import io.ironwake.net.Pure;
import java.util.Map;

/** What shows that a release's files are the vendor's. */
@Pure
sealed interface Proof {
  /**
   * Every file has a detached OpenPGP signature beside it.
   *
   * @param keyRing the folder of trusted keys
   * @param digests by file name, where the vendor's metadata tells them too
   */
  record Signatures(String keyRing, Map<String, String> digests) implements Proof {
    static final String SUFFIX = ".sig";

    Signatures(String keyRing) {
      this(keyRing, Map.of());
    }
  }

  /**
   * The publisher's list of digests beside the files; as good as the connection or the courier it
   * came by.
   *
   * @param file its name
   */
  record Sums(String file) implements Proof {}
}
