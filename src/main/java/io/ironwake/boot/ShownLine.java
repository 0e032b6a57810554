package io.ironwake.boot;

import io.ironwake.asset.Release;
import io.ironwake.config.FrozenInstall;
import io.ironwake.config.ServeUrls;
import io.ironwake.net.Pure;
import io.ironwake.profile.KernelArgs;

/**
 * The kernel line as the API and the audit may show it: URLs without tokens, secret values masked.
 */
@Pure
final class ShownLine {
  /** Spaces followed by an even number of quotes stand between words, not inside one. */
  private static final String OUTSIDE_QUOTES = " +(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)";

  private ShownLine() {}

  static String of(FrozenInstall frozen, Release release) {
    String line =
        frozen
            .render(
                new ServeUrls(
                    "http://ironwake/assets/" + release.folder(),
                    "http://ironwake/config/-",
                    "http://ironwake/report/-"))
            .line();
    return line.isBlank() ? "" : KernelArgs.of(line.split(OUTSIDE_QUOTES)).masked().line();
  }
}
