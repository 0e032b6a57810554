package io.ironwake.asset;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * GET by the operator's rule: a name is resolved once, every address it has is looked at, and the
 * connection goes to the one that was looked at; redirections are followed by the same rule.
 */
final class Fetcher {
  private static final int REDIRECTIONS = 5;

  private final UrlRule rule;
  private final Resolver resolver;
  private final Exchange exchange;

  /** Name resolution, so that tests need none. */
  @FunctionalInterface
  interface Resolver {
    List<InetAddress> resolve(String host) throws IOException;

    Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));
  }

  Fetcher(UrlRule rule, Resolver resolver, Exchange exchange) {
    this.rule = rule;
    this.resolver = resolver;
    this.exchange = exchange;
  }

  /**
   * The answer at the end of all redirections.
   *
   * @throws MirrorException when a URL on the way is not allowed
   */
  Reply get(URI url, Map<String, String> headers) throws IOException {
    Map<String, String> sent = new LinkedHashMap<>(headers);
    sent.put("Accept-Encoding", "identity");
    sent.put("User-Agent", "ironwake");
    URI next = url;
    for (int i = 0; i <= REDIRECTIONS; i++) {
      Reply reply = exchange.get(next, address(next), sent);
      if (!reply.isRedirection()) {
        return reply;
      }
      reply.close();
      next = target(next, reply);
    }
    throw new MirrorException(
        UrlRule.shown(url)
            + " redirects more than "
            + REDIRECTIONS
            + " times; name another mirror");
  }

  /** Where the first answer redirects to, without going there; empty when it does not. */
  Optional<URI> redirection(URI url) throws IOException {
    try (Reply reply = exchange.get(url, address(url), Map.of("User-Agent", "ironwake"))) {
      return reply.isRedirection() ? Optional.of(target(url, reply)) : Optional.empty();
    }
  }

  /**
   * A small document.
   *
   * @param limit its largest size in bytes
   */
  String text(URI url, int limit) throws IOException {
    try (Reply reply = get(url, Map.of())) {
      if (reply.status() != 200) {
        throw new MirrorException(UrlRule.shown(url) + " was answered " + reply.status());
      }
      byte[] content = reply.body().readNBytes(limit + 1);
      if (content.length > limit) {
        throw new MirrorException(UrlRule.shown(url) + " is larger than " + limit + " bytes");
      }
      return new String(content, StandardCharsets.UTF_8);
    }
  }

  private static URI target(URI from, Reply reply) throws IOException {
    try {
      return from.resolve(
          URI.create(
              reply
                  .header("location")
                  .orElseThrow(
                      () -> new IOException(UrlRule.shown(from) + " redirects to nowhere"))));
    } catch (IllegalArgumentException e) {
      throw new MirrorException(UrlRule.shown(from) + " redirects to something that is no URL");
    }
  }

  private InetAddress address(URI url) throws IOException {
    refuse(rule.refusal(url));
    String host = url.getHost();
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    List<InetAddress> found;
    try {
      found = resolver.resolve(bare);
    } catch (IOException e) {
      throw new IOException("the name " + bare + " cannot be resolved", e);
    }
    for (InetAddress each : found) {
      refuse(rule.refusal(url, each));
    }
    return found.getFirst();
  }

  private static void refuse(Optional<String> reason) throws MirrorException {
    if (reason.isPresent()) {
      throw new MirrorException(reason.get());
    }
  }
}
