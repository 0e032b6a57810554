package io.ironwake.sim;

import io.ironwake.net.Pure;
import java.net.URI;

/** URLs as they may be shown: nonces, tokens and queries left out. */
@Pure
final class ShownUrl {
  private ShownUrl() {}

  /** The path with its secret segment replaced by dots. */
  static String of(URI uri) {
    String path = uri.getPath() == null ? "" : uri.getPath();
    return path.replaceFirst("^/(boot|config|report)/[^/]+/", "/$1/…/");
  }

  /** The last segment of a name that may begin with a nonce. */
  static String lastSegment(String name) {
    return name.substring(name.lastIndexOf('/') + 1).replaceFirst("\\?.*", "");
  }
}
