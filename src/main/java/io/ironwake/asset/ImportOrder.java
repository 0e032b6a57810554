package io.ironwake.asset;

import io.ironwake.net.Pure;
import java.util.Optional;

/**
 * What to import.
 *
 * @param vendor whose release it is; empty for one that is verified by the list of digests in it
 * @param name of the upload
 * @param within the folder of the archive that holds the files; empty to look everywhere
 */
@Pure
record ImportOrder(Optional<Vendor> vendor, Release release, String name, Optional<String> within) {
  /** Two orders of the same text are the same work. */
  String text() {
    return "import of " + name + " as " + release.folder();
  }
}
