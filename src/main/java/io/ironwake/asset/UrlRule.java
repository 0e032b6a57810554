package io.ironwake.asset;

import io.ironwake.net.Pure;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where files may be fetched from: https on the public Internet, and whatever lies below a base URL
 * the operator named. Asked for every request and every redirection.
 *
 * @param allowed base URLs such as {@code http://mirror.lan/flatcar/}: these may be http, loopback
 *     or private
 */
@Pure
record UrlRule(List<URI> allowed) {
  UrlRule {
    allowed = List.copyOf(allowed);
    allowed.forEach(UrlRule::check);
  }

  private static void check(URI base) {
    if (!isHttp(base) || base.getHost() == null) {
      throw new IllegalArgumentException(
          "ironwake.mirror.allow: '"
              + base
              + "' is not a base URL; write http://host/ or https://host/path/");
    }
  }

  /** Why this URL may not be asked; empty when it may, as far as its text tells. */
  Optional<String> refusal(URI url) {
    if (url.getHost() == null || !isHttp(url)) {
      return Optional.of("'" + shown(url) + "' is not an http or https URL with a host");
    }
    if (url.getUserInfo() != null) {
      return Optional.of("'" + shown(url) + "' holds a user name; give the URL without one");
    }
    if (!isPlain(url)) {
      return Optional.of("'" + shown(url) + "' has a path that climbs; give it without . and ..");
    }
    return scheme(url).equals("https") || isAllowed(url)
        ? Optional.empty()
        : Optional.of(
            "'" + shown(url) + "' is http, which anyone on the way can change; " + fix(url));
  }

  /** Why this URL's host may not be reached at this address. */
  Optional<String> refusal(URI url, InetAddress address) {
    AddressKind kind = AddressKind.of(address);
    return kind == AddressKind.PUBLIC || isAllowed(url)
        ? Optional.empty()
        : Optional.of(
            "'"
                + shown(url)
                + "' leads to "
                + address.getHostAddress()
                + ", "
                + kind.words()
                + "; "
                + fix(url));
  }

  private static String fix(URI url) {
    return "if that mirror is yours, allow it: IRONWAKE_MIRROR_ALLOW=" + origin(url) + "/";
  }

  private boolean isAllowed(URI url) {
    return allowed.stream().anyMatch(base -> isBelow(base, url));
  }

  private static boolean isBelow(URI base, URI url) {
    String path = base.getRawPath();
    String folder = path.endsWith("/") ? path : path + "/";
    return origin(base).equals(origin(url))
        && (url.getRawPath().startsWith(folder) || url.getRawPath().equals(path));
  }

  private static boolean isPlain(URI url) {
    String path = url.getRawPath();
    return url.normalize().getRawPath().equals(path)
        && !path.toLowerCase(Locale.ROOT).contains("%2e")
        && !path.contains("/../");
  }

  /** Scheme, host and port in one spelling. */
  private static String origin(URI url) {
    int port = url.getPort() >= 0 ? url.getPort() : scheme(url).equals("https") ? 443 : 80;
    boolean usual = port == (scheme(url).equals("https") ? 443 : 80);
    return scheme(url) + "://" + url.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + port);
  }

  private static String scheme(URI url) {
    return String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
  }

  private static boolean isHttp(URI url) {
    return scheme(url).equals("https") || scheme(url).equals("http");
  }

  /** The URL as messages may show it: queries of download redirections are capabilities. */
  static String shown(URI url) {
    return url.getHost() == null ? url.getScheme() + ":…" : origin(url) + url.getRawPath();
  }
}
