package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.regex.Pattern;

/**
 * The URLs of one serving. Their characters are the ones that mean nothing to iPXE, GRUB, YAML,
 * JSON, shell or systemd, so that they can be put into any frozen text as they are.
 *
 * @param assetBase the folder of the profile's assets, {@code
 *     http://10.0.0.1:8069/assets/k3os/v0.22.2/amd64}: the root of all assets, then the release
 * @param configBase {@code http://10.0.0.1:8069/config/{token}}
 * @param reportBase {@code http://10.0.0.1:8069/report/{token}}
 */
@Pure
public record ServeUrls(String assetBase, String configBase, String reportBase) {
  /** The most characters one of them may have; the worst case that approval reckons with. */
  public static final int MAX_LENGTH = 192;

  private static final Pattern SAFE =
      Pattern.compile("https?://[A-Za-z0-9.:_\\[\\]-]+(?:/[A-Za-z0-9._~+-]+)*");

  /**
   * @throws IllegalArgumentException without the URL, which holds a token
   */
  public ServeUrls {
    check("asset", assetBase);
    check("config", configBase);
    check("report", reportBase);
  }

  private static void check(String name, String url) {
    if (!SAFE.matcher(url).matches() || url.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "the "
              + name
              + " base URL must be http(s)://host:port/path of letters, digits and -._~+, without a"
              + " closing '/', at most "
              + MAX_LENGTH
              + " characters; check boot-url");
    }
  }

  String in(Slot slot) {
    return switch (slot) {
      case ASSET_BASE -> assetBase;
      case ASSET_ROOT -> assetBase.replaceFirst("(?:/[^/]+){3}$", "");
      case CONFIG_BASE -> configBase;
      case REPORT_BASE -> reportBase;
      case END -> "";
    };
  }

  /** Without the tokens. */
  @Override
  public String toString() {
    return "ServeUrls[" + assetBase + "]";
  }
}
