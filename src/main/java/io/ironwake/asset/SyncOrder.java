package io.ironwake.asset;

import io.ironwake.net.Pure;
import java.net.URI;
import java.util.Optional;

/**
 * What to mirror.
 *
 * @param version a version number, or a channel
 * @param from a mirror's folder of versions instead of the publisher's own
 */
@Pure
record SyncOrder(Vendor vendor, String version, String arch, Optional<URI> from) {
  /** Two orders of the same text are the same work. */
  String text() {
    return vendor.id()
        + " "
        + version
        + " "
        + arch
        + from.map(url -> " from " + UrlRule.shown(url)).orElse("");
  }
}
