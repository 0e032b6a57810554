package io.ironwake.boot;

import io.ironwake.asset.Release;
import java.util.List;

/**
 * Files of one release that an install needs beside its profile's.
 *
 * @param files their names
 */
record Bundle(Release release, List<String> files) {
  Bundle {
    files = List.copyOf(files);
  }
}
