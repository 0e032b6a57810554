package io.ironwake.asset;

import io.ironwake.net.Pure;

/**
 * One release of one operating system for one architecture; its files lie in {@code
 * <assets>/<os>/<version>/<arch>/}.
 *
 * @param os lower case, such as {@code k3os}
 * @param version as the vendor writes it
 * @param arch amd64, arm64, arm or 386
 */
@Pure
public record Release(String os, String version, String arch) {
  public Release {
    check("os", os);
    check("version", version);
    check("arch", arch);
  }

  private static void check(String what, String segment) {
    if (!segment.matches("[A-Za-z0-9_+][A-Za-z0-9._+~-]{0,63}")) {
      throw new IllegalArgumentException(
          what
              + " '"
              + segment
              + "' cannot be a folder name; use letters, digits and . _ + ~ -, not starting with a dot");
    }
  }

  /** The folder below the asset root, with {@code /} between its parts. */
  public String folder() {
    return os + "/" + version + "/" + arch;
  }
}
