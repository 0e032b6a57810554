package io.ironwake.cluster;

import io.ironwake.net.Pure;
import java.util.List;

/**
 * Files of a release that a machine fetches because of its cluster.
 *
 * @param os the release's folder, such as {@code k3s}
 * @param version as the vendor writes it
 * @param arch the machine's
 * @param files their names
 */
@Pure
public record NeededFiles(String os, String version, String arch, List<String> files) {
  public NeededFiles {
    files = List.copyOf(files);
  }

  String folder() {
    return os + "/" + version + "/" + arch;
  }
}
