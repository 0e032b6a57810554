package io.ironwake.asset;

import java.io.IOException;
import java.util.List;

/** Files that are not what the vendor published, or not provably so. */
final class Unverified extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> files;

  /**
   * @param files what must be fetched again before another try: the file and its proof
   */
  Unverified(List<String> files, String message) {
    super(message);
    this.files = List.copyOf(files);
  }

  List<String> files() {
    return files;
  }
}
